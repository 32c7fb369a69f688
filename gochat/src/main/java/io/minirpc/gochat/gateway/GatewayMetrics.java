package io.minirpc.gochat.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minirpc.gochat.frame.CloseCode;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of a gateway; their names begin with {@code gochat.gateway}. Thread-safe. */
final class GatewayMetrics {
    private static final String PREFIX = "gochat.gateway.";

    private final MeterRegistry registry;
    private final Map<Connection.State, AtomicInteger> connections = new EnumMap<>(Connection.State.class);
    private final Map<CloseCode, Counter> closes = new EnumMap<>(CloseCode.class);
    private final Counter framesIn;
    private final Counter framesOut;
    private final Counter behind;
    private final Counter resent;
    private final Map<PushClass, Counter> dropped = new EnumMap<>(PushClass.class);
    private final Counter suspicions;
    private final Counter heals;
    private final Counter heartbeats;
    private final Timer deliveries;
    private final Timer truths;
    private final DistributionSummary truthUsers;
    private final Counter groupPushes;
    private final Timer groupViews;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Connection.State state : Connection.State.values()) {
            AtomicInteger count = new AtomicInteger();
            connections.put(state, count);
            Gauge.builder(PREFIX + "connections", count, AtomicInteger::get)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        for (CloseCode code : CloseCode.values()) {
            closes.put(code, registry.counter(PREFIX + "closes", "code", String.valueOf(code.code())));
        }
        framesIn = registry.counter(PREFIX + "frames", "direction", "in");
        framesOut = registry.counter(PREFIX + "frames", "direction", "out");
        behind = registry.counter(PREFIX + "behind");
        resent = registry.counter(PREFIX + "resent");
        for (PushClass kind : PushClass.values()) {
            dropped.put(
                    kind,
                    registry.counter(PREFIX + "dropped", "class", kind.name().toLowerCase(Locale.ROOT)));
        }
        suspicions = registry.counter(PREFIX + "suspicions");
        heals = registry.counter(PREFIX + "heals");
        heartbeats = registry.counter(PREFIX + "heartbeats");
        deliveries = Timer.builder(PREFIX + "deliveries")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10))
                .register(registry);
        truths = registry.timer(PREFIX + "truths");
        truthUsers = registry.summary(PREFIX + "truth.users");
        groupPushes = registry.counter(PREFIX + "group.pushes");
        groupViews = registry.timer(PREFIX + "group.views");
    }

    MeterRegistry registry() {
        return registry;
    }

    void entered(Connection.State state) {
        count(state, 1);
    }

    void left(Connection.State state) {
        count(state, -1);
    }

    private void count(Connection.State state, int change) {
        AtomicInteger count = connections.get(state);
        if (count != null) {
            count.addAndGet(change);
        }
    }

    void closed(CloseCode code) {
        Counter counter = closes.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    void frameIn() {
        framesIn.increment();
    }

    void frameOut() {
        framesOut.increment();
    }

    void behind() {
        behind.increment();
    }

    /** Counts a frame that was sent a second time. */
    void resent() {
        resent.increment();
    }

    /** Counts a push that was dropped. */
    void dropped(PushClass kind) {
        Counter counter = dropped.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Counts a possible loss of pushes that the bus or the lease has shown. */
    void suspected() {
        suspicions.increment();
    }

    /** Counts a sync that brought messages after a heartbeat. */
    void healed() {
        heals.increment();
    }

    void heartbeat() {
        heartbeats.increment();
    }

    /** Records how long a message took from the bus to its acknowledgement. */
    void acknowledged(long nanos) {
        deliveries.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Shows how many pushes are not acknowledged. */
    void unacknowledged(Collection<Loop> loops) {
        Gauge.builder(
                        PREFIX + "unacknowledged",
                        loops,
                        all -> all.stream().mapToInt(Loop::unacknowledged).sum())
                .register(registry);
    }

    /** Shows how many groups the gateway is registered for. */
    void groups(LargeGroups groups) {
        Gauge.builder(PREFIX + "groups", groups, LargeGroups::size).register(registry);
    }

    /** Counts a message of a large group that came by the bus. */
    void groupPush() {
        groupPushes.increment();
    }

    /** Records how long a call for the members of a large group took. */
    void groupView(long nanos) {
        groupViews.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Records a call for the truth of users: of how many, and how long it took. */
    void truths(int users, long nanos) {
        truthUsers.record(users);
        truths.record(nanos, TimeUnit.NANOSECONDS);
    }
}

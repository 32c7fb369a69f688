package io.minirpc.gochat.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minirpc.gochat.frame.CloseCode;
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
    private final Counter dropped;
    private final Timer truths;
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
        dropped = registry.counter(PREFIX + "dropped");
        truths = registry.timer(PREFIX + "truths");
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
    void dropped() {
        dropped.increment();
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

    /** Records how long a call for the truth of users took. */
    void truths(long nanos) {
        truths.record(nanos, TimeUnit.NANOSECONDS);
    }
}

package io.minirpc.micrometer;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invocation.Side;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.internal.Reason;
import io.minirpc.internal.ReplyStages;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.micrometer.MeterSettings.Names;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.LoggerFactory;

/**
 * Measures calls, on either side, and shows them by Micrometer:
 *
 * <ul>
 *   <li>{@code minirpc.client.calls} and {@code minirpc.server.calls}: timers of calls that have ended, with the tags
 *       {@code service}, {@code method} and {@code code}, the status code
 *   <li>{@code minirpc.client.calls.in.flight}, {@code minirpc.server.calls.in.flight}: gauges of those that have not
 *   <li>{@code minirpc.client.request.size}, {@code minirpc.client.response.size} and the same of servers: bytes, with
 *       the tags service and method; on a client of the whole body, where the call was sent and answered, on a server
 *       of the arguments and of the reply where the call succeeded
 * </ul>
 *
 * <pre>{@code
 * MetricsFilter metrics = MetricsFilter.create(registry);
 * RpcServer.builder().filter(metrics)…
 * RpcClient.builder().filter(metrics)…
 * }</pre>
 *
 * Goes to {@code RpcClientBuilder.filter} and {@code RpcServerBuilder.filter}, outside of all filters whose work should
 * count; on a client each call counts once, with all its attempts. As {@code attemptFilter}, each attempt counts: see
 * {@link Builder#attempts}. There are as many time series as methods and codes, and none for each peer. Thread-safe;
 * one filter can serve any number of clients and servers. Meters are looked up once for each method and code.
 */
public final class MetricsFilter implements Filter {
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(MetricsFilter.class));

    private final SideMeters client;
    private final SideMeters server;

    private MetricsFilter(Builder settings) {
        client = settings.meters("minirpc.client", settings.attempts ? "attempts" : "calls");
        server = settings.meters("minirpc.server", "calls");
    }

    /** Returns a filter with the default settings. */
    public static MetricsFilter create(MeterRegistry registry) {
        return builder(registry).build();
    }

    /** Returns a builder of filters. */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(requireNonNull(registry, "registry"));
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        SideMeters side = call.side() == Side.CLIENT ? client : server;
        MethodMeters meters = side.of(call.method());
        long start = System.nanoTime();
        side.begin();
        return ReplyStages.onEnd(next.invoke(call), reply -> {
            side.end();
            record(meters, call, reply, System.nanoTime() - start);
        });
    }

    /** A registry that takes no meter, since it has one of that name with other tags, is no reason to fail a call. */
    private static void record(MethodMeters meters, Invocation call, Reply reply, long nanos) {
        try {
            meters.record(reply, nanos);
        } catch (Throwable e) {
            LOG.warn("a {} could not be measured: {}", call, Reason.describe(e));
        }
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final MeterRegistry registry;
        private Tags tags = Tags.empty();
        private boolean histogram;
        private List<Duration> buckets = List.of();
        private boolean sizes = true;
        private int maxMethods = 1000;
        private boolean attempts;

        private Builder(MeterRegistry registry) {
            this.registry = registry;
        }

        /** Adds tags to all meters, such as a name of the client; none by default. */
        public Builder tags(Iterable<Tag> more) {
            tags = tags.and(more);
            return this;
        }

        /**
         * Sets whether timers have a histogram that percentiles can be reckoned from, over many processes; false by
         * default. That is some 70 time series for each method and code.
         */
        public Builder histogram(boolean on) {
            histogram = on;
            return this;
        }

        /**
         * Sets the buckets of the timers, where a few are enough: each counts the calls that took so long at most; none
         * by default.
         */
        public Builder buckets(Duration... limits) {
            buckets = List.of(limits);
            buckets.forEach(limit -> positive("bucket", limit));
            return this;
        }

        /**
         * Sets whether the bytes of requests and responses are shown; true by default. On a server replies are then
         * encoded a little earlier than otherwise.
         */
        public Builder sizes(boolean on) {
            sizes = on;
            return this;
        }

        /**
         * Has a client's timers named {@code minirpc.client.attempts}, and the rest after them: for a second filter,
         * which is put in as {@code attemptFilter} beside one for calls; false by default.
         */
        public Builder attempts(boolean on) {
            attempts = on;
            return this;
        }

        /**
         * Sets how many methods are told apart on each side, 1 to 1,000,000, 1,000 by default. Those that come after
         * count together, with service and method {@code _other}.
         */
        public Builder maxMethods(int methods) {
            maxMethods = inRange("maxMethods", methods, 1, 1_000_000);
            return this;
        }

        private SideMeters meters(String side, String what) {
            return new SideMeters(
                    new MeterSettings(registry, Names.of(side, what), tags, histogram, buckets, sizes), maxMethods);
        }

        /** Returns the filter. */
        public MetricsFilter build() {
            return new MetricsFilter(this);
        }
    }
}

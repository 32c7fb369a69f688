package io.minirpc.filter.breaker;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;
import static java.util.Objects.requireNonNull;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.filter.FallbackFilter;
import io.minirpc.internal.Checks;
import io.minirpc.internal.Internals;
import io.minirpc.internal.ReplyStages;
import io.minirpc.internal.ThrottledLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes no calls for a while where too many have failed, so that what is down is left alone and callers learn at once.
 * Closed, a breaker lets all calls through and counts. When a share of the calls of a while has failed it opens: calls
 * fail with UNAVAILABLE, as ones that did not run. After a time, some longer than others, it is half-open: it lets a
 * few calls through, and closes when these succeed or opens again when one fails. Probes that are cancelled are made up
 * for by others, as are those that have not ended after as long a time as the breaker was open.
 *
 * <pre>{@code
 * RpcClient.builder().filter(CircuitBreakerFilter.create())
 * RpcClient.builder().attemptFilter(
 *     CircuitBreakerFilter.builder().scope(Scope.PEER).openFor(Duration.ofSeconds(10)).build())
 * }</pre>
 *
 * <p>Failures are UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, DATA_LOSS and UNKNOWN, unless other codes are set. What a
 * service answers about the arguments is a success here, and so are the exceptions that its methods declare. Calls that
 * are cancelled or turned away, CANCELLED and RESOURCE_EXHAUSTED, count as neither, unless the latter is set.
 *
 * <p>It stands around a client's calls, inside of a {@link FallbackFilter}, to see each call once, or around attempts
 * to see each of them. Clients with a registry leave out endpoints that fail without it. For a breaker of some methods
 * only there is {@link #onlyFor}. The pattern is Michael Nygard's ("Release It!"). Thread-safe.
 */
public final class CircuitBreakerFilter implements Filter {
    private static final int MAX_BREAKERS = 1024; // peers come and go
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(CircuitBreakerFilter.class));

    private final Scope scope;
    private final Set<StatusCode> failures;
    private final BreakerSettings settings;
    private final List<BiConsumer<String, State>> listeners;
    private final LongSupplier nanoClock;
    private final long origin;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    private CircuitBreakerFilter(Builder builder, LongSupplier nanoClock) {
        scope = builder.scope;
        failures = EnumSet.copyOf(builder.failures);
        settings = new BreakerSettings(
                builder.failureRate,
                builder.minCalls,
                builder.window.toNanos(),
                builder.openFor.toNanos(),
                builder.probes);
        listeners = List.copyOf(builder.listeners);
        this.nanoClock = nanoClock;
        origin = nanoClock.getAsLong();
    }

    /** Returns a filter with a breaker for each method and the defaults of {@link Builder}. */
    public static CircuitBreakerFilter create() {
        return builder().build();
    }

    /** Returns a builder of filters, at first with a breaker for each method. */
    public static Builder builder() {
        return new Builder();
    }

    /** The states of a circuit breaker. */
    public enum State {
        /** All calls are made. */
        CLOSED,
        /** No call is made. */
        OPEN,
        /** A few calls are made, to find out whether they succeed again. */
        HALF_OPEN
    }

    /** Which calls share a breaker. */
    public enum Scope {
        /** Those of one method. */
        METHOD,
        /** Those to one server, which only attempts have; others pass by. */
        PEER,
        /** All of them. */
        ALL
    }

    /** Returns the state of each breaker so far, in the order of their names. */
    public Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        breakers.forEach((name, breaker) -> states.put(name, breaker.state()));
        return states;
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        long now = now();
        Breaker breaker = breaker(call, now);
        if (breaker == null || isOver(call)) {
            return next.invoke(call);
        }
        Breaker.Phase phase = breaker.enter(now);
        if (phase == null) {
            return refused(call, breaker, now);
        }
        return ReplyStages.onEnd(next.invoke(call), reply -> breaker.end(phase, outcome(call, reply), now()));
    }

    /** Returns whether a call is bound to fail, by no fault of the other side. */
    private static boolean isOver(Invocation call) {
        return call.context().isCancelled();
    }

    private @Nullable Breaker breaker(Invocation call, long now) {
        String name = switch (scope) {
            case METHOD -> call.method().fullName();
            case PEER -> call.peer();
            case ALL -> "all calls";
        };
        if (name == null) {
            return null;
        }
        Breaker known = breakers.get(name);
        return known != null || isFull(now)
                ? known
                : breakers.computeIfAbsent(name, added -> new Breaker(added, settings, this::tell));
    }

    /** Returns whether there are so many breakers, all of them needed, that a call has to do without. */
    private boolean isFull(long now) {
        if (breakers.size() >= MAX_BREAKERS) {
            breakers.values().removeIf(breaker -> breaker.isIdle(now));
        }
        return breakers.size() >= MAX_BREAKERS;
    }

    private static CompletionStage<Reply> refused(Invocation call, Breaker breaker, long now) {
        String message = call.method() + ": " + breaker.reason();
        long wait = breaker.openNanos(now);
        return wait == 0
                ? Reply.notExecuted(StatusCode.UNAVAILABLE, message).completed()
                : Reply.notExecuted(
                                StatusCode.UNAVAILABLE,
                                message + "; calls are tried again in "
                                        + Duration.ofNanos(wait).toMillis() + " ms",
                                Duration.ofNanos(wait))
                        .completed();
    }

    private Breaker.Outcome outcome(Invocation call, Reply reply) {
        Throwable failure = reply.failure();
        if (failure == null || Internals.get().declaredFor(call.method(), failure) != null) {
            return Breaker.Outcome.SUCCEEDED;
        }
        if (reply.code() == StatusCode.CANCELLED || Internals.get().isCancelledEarly(call.context())) {
            return Breaker.Outcome.UNKNOWN;
        }
        if (failures.contains(reply.code())) {
            return Breaker.Outcome.FAILED;
        }
        return reply.code() == StatusCode.RESOURCE_EXHAUSTED ? Breaker.Outcome.UNKNOWN : Breaker.Outcome.SUCCEEDED;
    }

    private void tell(String name, State state) {
        for (BiConsumer<String, State> listener : listeners) {
            try {
                listener.accept(name, state);
            } catch (Throwable e) {
                LOG.error("the listener {} failed", listener.getClass().getName(), e);
            }
        }
    }

    private long now() {
        return nanoClock.getAsLong() - origin;
    }

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final List<BiConsumer<String, State>> listeners = new ArrayList<>();
        private Set<StatusCode> failures = EnumSet.of(
                StatusCode.UNKNOWN,
                StatusCode.DEADLINE_EXCEEDED,
                StatusCode.INTERNAL,
                StatusCode.UNAVAILABLE,
                StatusCode.DATA_LOSS);
        private Scope scope = Scope.METHOD;
        private double failureRate = 0.5;
        private int minCalls = 20;
        private Duration window = Duration.ofSeconds(10);
        private Duration openFor = Duration.ofSeconds(5);
        private int probes = 3;

        private Builder() {}

        /** Sets which calls share a breaker; those of a method by default. */
        public Builder scope(Scope calls) {
            scope = requireNonNull(calls, "scope");
            return this;
        }

        /** Sets which share of calls is too many to fail, 0.01 to 1; 0.5 by default. */
        public Builder failureRate(double share) {
            failureRate = Checks.inRange("failureRate", share, 0.01, 1);
            return this;
        }

        /** Sets how many calls there have to be in a window to be judged, 1 to 1,000,000; 20 by default. */
        public Builder minCalls(int calls) {
            minCalls = inRange("minCalls", calls, 1, 1_000_000);
            return this;
        }

        /** Sets how long calls are remembered, in ten steps, up to a year; 10 s by default. */
        public Builder window(Duration time) {
            window = positive("window", time);
            return this;
        }

        /** Sets how long a breaker is open, up to a year; 5 s by default, always up to a fifth longer by chance. */
        public Builder openFor(Duration time) {
            openFor = positive("openFor", time);
            return this;
        }

        /** Sets how many calls a half-open breaker makes, which all have to succeed, 1 to 1,000; 3 by default. */
        public Builder probes(int calls) {
            probes = inRange("probes", calls, 1, 1000);
            return this;
        }

        /**
         * Sets what counts as a failure; UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, DATA_LOSS and UNKNOWN by default.
         *
         * @throws IllegalArgumentException if one is OK or CANCELLED
         */
        public Builder failures(StatusCode first, StatusCode... others) {
            failures = Checks.failureCodes(first, others);
            return this;
        }

        /**
         * Adds what hears of changes: the name of the breaker, which is that of the method or the address of the
         * server, and its new state. Called on the thread of the call that brings the change about; must not block.
         * Changes that follow each other closely may be heard of in another order.
         */
        public Builder onStateChange(BiConsumer<String, State> listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Returns the filter. */
        public CircuitBreakerFilter build() {
            return build(System::nanoTime);
        }

        CircuitBreakerFilter build(LongSupplier nanoClock) {
            return new CircuitBreakerFilter(this, nanoClock);
        }
    }
}

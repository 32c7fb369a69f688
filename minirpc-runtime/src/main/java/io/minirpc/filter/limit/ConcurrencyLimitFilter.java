package io.minirpc.filter.limit;

import static io.minirpc.internal.Checks.inRange;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.minirpc.filter.DeadlineFilter;
import io.minirpc.filter.limit.ConcurrencyLimit.Outcome;
import io.minirpc.internal.Checks;
import io.minirpc.internal.ReplyStages;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls be in flight at a time; more fail at once with RESOURCE_EXHAUSTED, without a queue. The limit is
 * fixed, or finds itself: it grows as long as calls take no longer than they usually do, and shrinks when they begin to
 * wait, when deadlines pass, and when calls are refused further down (UNAVAILABLE, RESOURCE_EXHAUSTED). Calls that fail
 * in other ways, for which their caller is more likely to blame, count as in flight and teach nothing.
 *
 * <pre>{@code
 * RpcServer.builder().filter(ConcurrencyLimitFilter.adaptive())
 * RpcClient.builder().filter(ConcurrencyLimitFilter.fixed(64).onlyFor(method -> method.service().equals("Search")))
 * }</pre>
 *
 * On a server it stands outside of whatever takes time. There it sees how long handlers take, and the queues in them,
 * but not how long calls have waited for a thread of the server: where that is what runs short, put the filter at the
 * clients, around calls, or, as an attempt filter, for all servers together. One filter is one limit; for methods of
 * different cost take several, each {@link #onlyFor} its methods.
 *
 * <p>A call is in flight until its reply passes, so one that never answers stays: see {@link DeadlineFilter}, which
 * belongs inside of this one then. The adaptive limit is after Gradient2 of Netflix's concurrency-limits. Thread-safe.
 */
public final class ConcurrencyLimitFilter implements Filter {
    private final ConcurrencyLimit limit;
    private final LongSupplier nanoClock;
    private final AtomicInteger inFlight = new AtomicInteger();

    ConcurrencyLimitFilter(ConcurrencyLimit limit, LongSupplier nanoClock) {
        this.limit = limit;
        this.nanoClock = nanoClock;
    }

    /**
     * Returns a filter whose limit stays as it is.
     *
     * @param limit calls in flight, 1 to 1,000,000
     */
    public static ConcurrencyLimitFilter fixed(int limit) {
        return new ConcurrencyLimitFilter(
                ConcurrencyLimit.fixed(inRange("limit", limit, 1, 1_000_000)), System::nanoTime);
    }

    /** Returns a filter whose limit finds itself, with the defaults of {@link Builder}. */
    public static ConcurrencyLimitFilter adaptive() {
        return builder().build();
    }

    /** Returns a builder of filters with an adaptive limit. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns how many calls may be in flight now. */
    public int limit() {
        return limit.limit();
    }

    /** Returns how many calls are in flight now; for a while more than {@link #limit}, when that has shrunk. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        int allowed = limit.limit();
        int position = enter(allowed);
        if (position == 0) {
            return Reply.notExecuted(
                            StatusCode.RESOURCE_EXHAUSTED,
                            call.method() + ": " + allowed
                                    + " calls are in flight, the most that the concurrency limit allows")
                    .completed();
        }
        Flight flight = new Flight(call, position, nanoClock.getAsLong());
        return ReplyStages.onEnd(next.invoke(call), flight::end);
    }

    /** Counts a call in and returns how many there are now; 0 if there are enough. */
    private int enter(int allowed) {
        while (true) {
            int before = inFlight.get();
            if (before >= allowed) {
                return 0;
            }
            if (inFlight.compareAndSet(before, before + 1)) {
                return before + 1;
            }
        }
    }

    /** A call that was let in. It ends once, whatever the stages and filters around it do. */
    private final class Flight {
        private final Invocation call;
        private final int position;
        private final long began;
        private final AtomicBoolean ended = new AtomicBoolean();

        Flight(Invocation call, int position, long began) {
            this.call = call;
            this.position = position;
            this.began = began;
        }

        void end(Reply reply) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            inFlight.decrementAndGet();
            Outcome outcome = outcome(reply);
            if (outcome != null) {
                limit.ended(outcome, nanoClock.getAsLong() - began, position);
            }
        }

        private @Nullable Outcome outcome(Reply reply) {
            boolean late = call.context().remainingNanos() == 0; // whatever the answer, nobody waits for it
            return switch (reply.code()) {
                case OK -> late ? Outcome.LATE : Outcome.ANSWERED;
                case DEADLINE_EXCEEDED -> Outcome.LATE;
                case UNAVAILABLE, RESOURCE_EXHAUSTED -> Outcome.REFUSED;
                default -> late ? Outcome.LATE : null;
            };
        }
    }

    /** Collects the settings of a limit that finds itself. Not thread-safe. */
    public static final class Builder {
        private int initialLimit = 20;
        private int minLimit = 4;
        private int maxLimit = 1000;
        private double tolerance = 1.5;
        private double smoothing = 0.2;

        private Builder() {}

        /** Sets the limit to begin with, 1 to 1,000,000, within the bounds set below; 20 by default. */
        public Builder initialLimit(int calls) {
            initialLimit = inRange("initialLimit", calls, 1, 1_000_000);
            return this;
        }

        /** Sets what the limit does not fall below, 1 to 1,000,000; 4 by default. */
        public Builder minLimit(int calls) {
            minLimit = inRange("minLimit", calls, 1, 1_000_000);
            return this;
        }

        /** Sets what the limit does not exceed, 1 to 1,000,000; 1,000 by default. */
        public Builder maxLimit(int calls) {
            maxLimit = inRange("maxLimit", calls, 1, 1_000_000);
            return this;
        }

        /**
         * Sets how many times as long as usual calls may take on average before the limit shrinks, 1 to 10; 1.5 by
         * default. More allows longer queues.
         */
        public Builder tolerance(double times) {
            tolerance = Checks.inRange("tolerance", times, 1, 10);
            return this;
        }

        /**
         * Sets how much of the way to a new limit is gone at each step, of which there are up to ten a second, 0.01 to
         * 1; 0.2 by default.
         */
        public Builder smoothing(double share) {
            smoothing = Checks.inRange("smoothing", share, 0.01, 1);
            return this;
        }

        /**
         * Returns the filter.
         *
         * @throws IllegalArgumentException if the limit to begin with is not within its bounds
         */
        public ConcurrencyLimitFilter build() {
            return build(System::nanoTime);
        }

        ConcurrencyLimitFilter build(LongSupplier nanoClock) {
            inRange("maxLimit", maxLimit, minLimit, 1_000_000);
            inRange("initialLimit", initialLimit, minLimit, maxLimit);
            return new ConcurrencyLimitFilter(
                    new GradientLimit(minLimit, maxLimit, initialLimit, tolerance, smoothing, nanoClock), nanoClock);
        }
    }
}

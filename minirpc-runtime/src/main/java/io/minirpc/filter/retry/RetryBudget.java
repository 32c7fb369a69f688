package io.minirpc.filter.retry;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.internal.Checks;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bounds how many more calls retries and hedges make out of those there are: each call earns a share of a retry, time
 * earns a few, and each retry takes one. While most calls succeed, all failures can be retried; when everything fails,
 * servers get no more than a little above what they would get anyway.
 *
 * <p>One budget may serve several filters, as a {@link RetryFilter} and a {@link HedgingFilter} of one client; a call
 * that passes more than one of them earns its share once. Thread-safe and without locks. After Finagle's
 * {@code RetryBudget}.
 *
 * <pre>{@code
 * RetryBudget budget = RetryBudget.builder().share(0.05).build();
 * RpcClient.builder()
 *     .filter(RetryFilter.builder().budget(budget).build())
 *     .filter(HedgingFilter.builder().budget(budget).build())
 * }</pre>
 */
public final class RetryBudget {
    /** What one retry takes, so that shares and rates come to whole numbers. */
    private static final long RETRY = 1_000_000;

    private final CallContext.Key<Boolean> counted = CallContext.Key.of("counted by a retry budget");
    private final long perCall;
    private final double perNano;
    private final long most;
    private final LongSupplier nanoClock;
    private final AtomicLong saved;
    private final AtomicLong earnedNanos;

    RetryBudget(Builder builder, LongSupplier nanoClock) {
        perCall = Math.round(builder.share * RETRY);
        perNano = (double) builder.perSecond * RETRY / TimeUnit.SECONDS.toNanos(1);
        most = builder.burst * RETRY;
        this.nanoClock = nanoClock;
        saved = new AtomicLong(Math.min(most, builder.perSecond * RETRY));
        earnedNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** Returns a budget as filters have it by themselves. */
    public static RetryBudget create() {
        return builder().build();
    }

    /**
     * Returns a builder of budgets, at first of a retry for each ten calls and ten a second, at most a hundred saved
     * up.
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Counts a call that no other filter counts. */
    void count() {
        earn(perCall);
    }

    /** Counts a call, if no filter further out has, and returns it as one that is counted. */
    Invocation countOnce(Invocation call) {
        CallContext context = call.context();
        if (context.get(counted) != null) {
            return call;
        }
        count();
        return call.withContext(context.with(counted, true));
    }

    /** Takes what a retry costs, and tells whether it was there. */
    boolean take() {
        earnByTime();
        long present;
        do {
            present = saved.get();
            if (present < RETRY) {
                return false;
            }
        } while (!saved.compareAndSet(present, present - RETRY));
        return true;
    }

    private void earnByTime() {
        long last = earnedNanos.get();
        long now = nanoClock.getAsLong();
        long earned = Math.min(most, (long) ((double) (now - last) * perNano));
        if (earned > 0 && earnedNanos.compareAndSet(last, now)) {
            earn(earned);
        }
    }

    private void earn(long amount) {
        long present;
        do {
            present = saved.get();
            if (present >= most) {
                return; // as it is while all is well, so that calls don't contend for it
            }
        } while (!saved.compareAndSet(present, Math.min(most, present + amount)));
    }

    /** Collects the settings of a budget. Not thread-safe. */
    public static final class Builder {
        private double share = 0.1;
        private int perSecond = 10;
        private int burst = 100;

        private Builder() {}

        /** Sets how many retries each call earns, 0 to 1; by default 0.1, which is one for every ten calls. */
        public Builder share(double retriesPerCall) {
            if (!(retriesPerCall >= 0 && retriesPerCall <= 1)) {
                throw new IllegalArgumentException("share: " + retriesPerCall + " (expected: 0 to 1)");
            }
            share = retriesPerCall;
            return this;
        }

        /**
         * Sets how many retries there may be each second however few calls there are, 0 to 1,000,000; by default 10. So
         * many are there at the start too.
         */
        public Builder perSecond(int retries) {
            perSecond = Checks.inRange("perSecond", retries, 0, 1_000_000);
            return this;
        }

        /** Sets how many retries can be saved up for a bad moment, 1 to 1,000,000; by default 100. */
        public Builder burst(int retries) {
            burst = Checks.inRange("burst", retries, 1, 1_000_000);
            return this;
        }

        /** Returns the budget. */
        public RetryBudget build() {
            return new RetryBudget(this, System::nanoTime);
        }
    }
}

package io.minirpc.client;

import static io.minirpc.internal.Checks.inRange;
import static io.minirpc.internal.Checks.positive;

import java.time.Duration;

/**
 * When a client with a registry leaves out an endpoint that takes its calls but fails them: after so many failures in a
 * row, or when more than a share of the calls of an interval have failed, and another endpoint does better: where all
 * fail alike, nobody is left out, and those that were are taken up again. It comes back after a time, and stays away
 * longer each time in a row. Failures are UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL and DATA_LOSS, not what a service
 * answers about its arguments, and not that a connection breaks, for then no calls go there until it is back. The words
 * are Envoy's. Immutable and thread-safe.
 */
public final class OutlierDetection {
    /** The defaults: see {@link Builder}. */
    public static final OutlierDetection DEFAULT = builder().build();

    private final int consecutiveFailures;
    private final double failureRate;
    private final int minCalls;
    private final Duration interval;
    private final Duration ejectionTime;
    private final Duration maxEjectionTime;
    private final double maxEjected;

    private OutlierDetection(Builder builder) {
        consecutiveFailures = builder.consecutiveFailures;
        failureRate = builder.failureRate;
        minCalls = builder.minCalls;
        interval = builder.interval;
        ejectionTime = builder.ejectionTime;
        maxEjectionTime = builder.maxEjectionTime;
        maxEjected = builder.maxEjected;
    }

    /** Starts settings that are the defaults where nothing else is said. */
    public static Builder builder() {
        return new Builder();
    }

    int consecutiveFailures() {
        return consecutiveFailures;
    }

    double failureRate() {
        return failureRate;
    }

    int minCalls() {
        return minCalls;
    }

    long intervalNanos() {
        return interval.toNanos();
    }

    /** Returns how long an endpoint is left out that was left out so many times in a row before. */
    long ejectionNanos(int before) {
        long once = ejectionTime.toNanos();
        long longest = maxEjectionTime.toNanos();
        return before >= longest / once ? longest : Math.min(longest, once * (before + 1L));
    }

    /** Returns how many of so many endpoints may be left out. */
    int maxEjected(int endpoints) {
        return (int) (endpoints * maxEjected);
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private int consecutiveFailures = 5;
        private double failureRate = 0.5;
        private int minCalls = 20;
        private Duration interval = Duration.ofSeconds(10);
        private Duration ejectionTime = Duration.ofSeconds(30);
        private Duration maxEjectionTime = Duration.ofMinutes(5);
        private double maxEjected = 0.5;

        private Builder() {}

        /** Sets how many failures in a row are too many; 5 by default. */
        public Builder consecutiveFailures(int calls) {
            consecutiveFailures = inRange("consecutiveFailures", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets which share of an interval's calls may fail, from 0 to 1, which is never too many; 0.5 by default. */
        public Builder failureRate(double share) {
            failureRate = share("failureRate", share);
            return this;
        }

        /** Sets how many calls an endpoint must have had in an interval to be judged by their share; 20 by default. */
        public Builder minCalls(int calls) {
            minCalls = inRange("minCalls", calls, 1, Integer.MAX_VALUE);
            return this;
        }

        /** Sets over which time the share of failures is taken; 10 s by default. */
        public Builder interval(Duration time) {
            interval = positive("interval", time);
            return this;
        }

        /** Sets how long an endpoint is left out, times how often it was in a row; 30 s by default. */
        public Builder ejectionTime(Duration time) {
            ejectionTime = positive("ejectionTime", time);
            return this;
        }

        /** Sets how long an endpoint is left out at most; 5 minutes by default. */
        public Builder maxEjectionTime(Duration time) {
            maxEjectionTime = positive("maxEjectionTime", time);
            return this;
        }

        /**
         * Sets which share of a service's endpoints may be left out at a time, rounded down, from 0, which turns
         * detection off, to 1; 0.5 by default.
         */
        public Builder maxEjected(double share) {
            maxEjected = share("maxEjected", share);
            return this;
        }

        /** Returns the settings. */
        public OutlierDetection build() {
            return new OutlierDetection(this);
        }

        private static double share(String what, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(what + ": " + value + " (expected: 0 to 1)");
            }
            return value;
        }
    }
}

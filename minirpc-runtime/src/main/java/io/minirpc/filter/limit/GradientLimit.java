package io.minirpc.filter.limit;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A limit that follows what the other side can do: as long as calls take no longer than usual it grows by its square
 * root, where they take longer it shrinks in proportion. After Gradient2 of Netflix's concurrency-limits ("Performance
 * Under Load", 2018), with the square root for headroom, as in its first gradient. Two things differ:
 *
 * <ul>
 *   <li>Calls that are too late or refused shrink the limit too, in proportion to their share, as congestion marks do
 *       in DCTCP (RFC 8257).
 *   <li>While the limit is reached, what is usual does not follow longer times, for these come of the queue that the
 *       limit allows, and both would creep upwards together for as long as there is too much load. It follows where
 *       there is proof: when the limit went down by a quarter and times did not, there was no queue.
 * </ul>
 *
 * Thread-safe, with a lock that is held for a few additions.
 */
final class GradientLimit implements ConcurrencyLimit {
    private static final long MIN_WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long MAX_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MIN_SAMPLES = 10;
    private static final int WARM_UP_WINDOWS = 10;
    private static final double ADAPTATION = 1.0 / 20;
    private static final double MIN_GRADIENT = 0.5;
    private static final double MAX_DROPPED_TO_LEARN = 0.05;

    private final int min;
    private final int max;
    private final double tolerance;
    private final double smoothing;
    private final LongSupplier nanoClock;

    private volatile int limit;
    private volatile double usualNanos; // 0 until known; written with the lock only
    private double exact;
    private int windows;
    private double provenLimit; // since when to look for the proof of longer times, and how long they were then
    private double provenNanos;

    private long windowEnds;
    private long sumNanos;
    private int answered;
    private int dropped;
    private int late; // of those dropped
    private long lateNanos;
    private int mostInFlight;

    /**
     * @param tolerance how many times as long as usual calls may take before the limit shrinks
     * @param smoothing how much of a new limit is taken at once, the rest being the old one
     */
    GradientLimit(int min, int max, int initial, double tolerance, double smoothing, LongSupplier nanoClock) {
        this.min = min;
        this.max = max;
        this.tolerance = tolerance;
        this.smoothing = smoothing;
        this.nanoClock = nanoClock;
        limit = initial;
        exact = initial;
        windowEnds = nanoClock.getAsLong() + MIN_WINDOW_NANOS;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void ended(Outcome outcome, long nanos, int inFlight) {
        if (outcome == Outcome.LATE && nanos < usualNanos / 2) {
            return; // whoever waits so briefly does not tell of the load
        }
        long now = nanoClock.getAsLong();
        synchronized (this) {
            if (outcome == Outcome.ANSWERED) {
                sumNanos += nanos;
                answered++;
            } else {
                dropped++;
                lateNanos += outcome == Outcome.LATE ? nanos : 0;
                late += outcome == Outcome.LATE ? 1 : 0;
            }
            mostInFlight = Math.max(mostInFlight, inFlight);
            if (now - windowEnds >= 0 && answered + dropped >= MIN_SAMPLES) {
                endWindow(now);
            }
        }
    }

    private void endWindow(long now) {
        double share = (double) dropped / (answered + dropped);
        boolean limited = dropped > 0 || mostInFlight >= exact / 2; // otherwise there was no need for more
        double recent = answered == 0 ? usualNanos : (double) sumNanos / answered;
        if (answered > 0) {
            learn(recent, limited, share <= MAX_DROPPED_TO_LEARN);
        }
        if (share > MAX_DROPPED_TO_LEARN && late > 0 && windows == WARM_UP_WINDOWS) {
            usualNanos = Math.min(usualNanos, (double) lateNanos / late / 3); // what is nearly too late is not usual
        }
        if (limited) {
            double byTime = recent == 0 ? 1 : Math.min(1, tolerance * usualNanos / recent);
            double gradient = Math.max(MIN_GRADIENT, Math.min(byTime, 1 - share / 2));
            double wanted = exact * gradient + Math.sqrt(exact);
            exact = Math.max(min, Math.min(max, exact + smoothing * (wanted - exact)));
            limit = (int) exact;
        }
        // Twice the time of a call, so that the next window tells of the limit that holds now.
        windowEnds = now + Math.max(MIN_WINDOW_NANOS, Math.min(MAX_WINDOW_NANOS, (long) (2 * recent)));
        sumNanos = 0;
        answered = 0;
        dropped = 0;
        late = 0;
        lateNanos = 0;
        mostInFlight = 0;
    }

    /**
     * Learns how long calls usually take.
     *
     * @param trusted whether these are the times of nearly all calls, not of those that were lucky
     */
    private void learn(double recent, boolean limited, boolean trusted) {
        double usual = usualNanos;
        if (windows < WARM_UP_WINDOWS) {
            windows++;
            usualNanos = usual + (recent - usual) / windows;
        } else if (!limited || recent < usual) {
            usualNanos = usual + ADAPTATION * (recent - usual);
            provenLimit = 0;
        } else if (!trusted) {
            provenLimit = 0;
        } else if (exact > provenLimit || recent > provenNanos) {
            provenLimit = exact;
            provenNanos = recent;
        } else if (exact < provenLimit * 3 / 4) {
            if (recent > provenNanos * 0.9) {
                usualNanos = recent;
            }
            provenLimit = exact;
            provenNanos = recent;
        }
    }
}

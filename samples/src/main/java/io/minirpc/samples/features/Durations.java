package io.minirpc.samples.features;

import java.time.Duration;

/** Puts durations into words. */
final class Durations {
    private static final double MILLIS_PER_SECOND = 1_000;

    private Durations() {}

    /** Returns a duration in whole seconds. */
    static String rounded(Duration duration) {
        return Math.round(duration.toMillis() / MILLIS_PER_SECOND) + " s";
    }
}

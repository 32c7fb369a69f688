package io.minirpc.gochat.trace;

import io.opentelemetry.sdk.common.Clock;

/** Moments of {@code System.nanoTime} as spans have them: in nanoseconds since 1970. Thread-safe. */
final class SpanClock {
    private static final Clock CLOCK = Clock.getDefault();

    private SpanClock() {}

    static long now() {
        return CLOCK.now();
    }

    /** Returns a moment of the past, by the distance from now, so that a clock that was set does not shift it. */
    static long of(long nanoTime) {
        return CLOCK.now() - (System.nanoTime() - nanoTime);
    }
}

package io.minirpc.gochat.id;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test sets, which runs only while somebody waits for it. Thread-safe. */
final class SimulatedTime implements Time {
    static final long START_MS = Snowflake.EPOCH_MS + 40_000_000_000L;
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong offsetMs = new AtomicLong(START_MS);

    /** Sets the clock forth, or back where negative. */
    void set(long byMs) {
        offsetMs.addAndGet(byMs);
    }

    /** Returns a clock that differs from this one by some milliseconds. */
    Time skewed(long byMs) {
        SimulatedTime origin = this;
        return new Time() {
            @Override
            public long nowMs() {
                return origin.nowMs() + byMs;
            }

            @Override
            public long nanoTime() {
                return origin.nanoTime();
            }

            @Override
            public void pause(long micros) {
                origin.pause(micros);
            }
        };
    }

    /** Returns how long anybody waited. */
    long waitedMs() {
        return nanos.get() / 1_000_000;
    }

    @Override
    public long nowMs() {
        return offsetMs.get() + waitedMs();
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public void pause(long micros) {
        nanos.addAndGet(micros * 1_000);
    }
}

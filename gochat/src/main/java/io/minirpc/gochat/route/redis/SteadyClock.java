package io.minirpc.gochat.route.redis;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Time in nanoseconds, without that in which this process was stopped: it goes on by 2 s at most with each tick, which
 * comes every second. Reading it is thread-safe.
 */
final class SteadyClock implements LongSupplier {
    private static final long MAX_STEP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private long last = System.nanoTime();
    private final AtomicLong now = new AtomicLong();

    void tick() {
        long real = System.nanoTime();
        now.addAndGet(Math.min(real - last, MAX_STEP_NANOS));
        last = real;
    }

    @Override
    public long getAsLong() {
        return now.get();
    }
}

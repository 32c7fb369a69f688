package io.minirpc.gochat.route.redis;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log of one kind of event that may come by the thousand: one line in 30 s, with the number of those left out since
 * the last. Thread-safe.
 */
final class ThrottledLog {
    private static final Logger LOG = LoggerFactory.getLogger(RedisRouting.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(30);

    private long count;
    private long leftOut;
    private long last;

    void warn(String text) {
        long omitted = begin();
        if (omitted >= 0) {
            LOG.warn("redis: {}{}", text, omitted == 0 ? "" : " (and " + omitted + " times before)");
        }
    }

    void warn(String text, Throwable reason) {
        warn(text + ": " + reason);
    }

    /** Returns how many there were. */
    synchronized long count() {
        return count;
    }

    /** Returns how many were left out before this one, or -1 if this one is left out too. */
    private synchronized long begin() {
        long now = System.nanoTime();
        if (count++ > 0 && now - last < INTERVAL_NANOS) {
            leftOut++;
            return -1;
        }
        last = now;
        long omitted = leftOut;
        leftOut = 0;
        return omitted;
    }
}

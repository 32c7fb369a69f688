package io.minirpc.gochat.id;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A source of ids that are unique in a store and rise: 41 bits of milliseconds since 2025, 10 of a machine number, 12
 * of a sequence. Thread-safe. An id is given only if its time belongs to the owner of the machine number, so a pause of
 * any length before or after does no harm.
 *
 * <p>Where the clock goes back, ids continue in the last millisecond; when its 4,096 are used up, callers wait up to 5
 * s for the clock, each for itself.
 *
 * @see <a href="https://github.com/twitter-archive/snowflake/tree/snowflake-2010">Snowflake, Twitter 2010</a>
 */
public final class Snowflake {
    static final long EPOCH_MS = 1_735_689_600_000L; // 2025-01-01T00:00:00Z
    static final long MAX_BACK_MS = 5_000;
    static final int MACHINES = 1 << 10;
    private static final int SEQUENCE_BITS = 12;
    private static final int MACHINE_BITS = 10;
    private static final int MAX_SEQUENCE = (1 << SEQUENCE_BITS) - 1;
    private static final long MAX_MS = (1L << 41) - 1;
    private static final long PAUSE_MICROS = 100;
    private static final long NONE = 0;

    private final Supplier<Lease> leases;
    private final Time time;

    // Guarded by this.
    private int machine = -1;
    private long lastMs = EPOCH_MS;
    private int sequence;

    public Snowflake(MachineNumbers numbers) {
        this(numbers::lease, Time.SYSTEM);
    }

    Snowflake(Supplier<Lease> leases, Time time) {
        this.leases = leases;
        this.time = time;
    }

    /**
     * Returns a new id, which is positive and above all that this method returned before.
     *
     * @throws SnowflakeException if the clock went back by more than 5 s, or the machine number is not ours any more
     */
    public long next() {
        long id = tryNext();
        if (id != NONE) {
            return id;
        }
        long start = time.nanoTime();
        while (TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - start) <= MAX_BACK_MS + 1_000) {
            time.pause(PAUSE_MICROS);
            id = tryNext();
            if (id != NONE) {
                return id;
            }
        }
        throw new SnowflakeException("the clock stands still (expected: it catches up within " + MAX_BACK_MS + " ms)");
    }

    /** Returns the time in an id, in UTC milliseconds. */
    public static long timeOf(long id) {
        return (id >>> (MACHINE_BITS + SEQUENCE_BITS)) + EPOCH_MS;
    }

    private long tryNext() {
        Lease lease = leases.get();
        long now = time.nowMs();
        synchronized (this) {
            long usedUp = Math.max(lastMs, lease.afterMs());
            refuseIfFarBehind(now, usedUp);
            // Another machine number begins a new millisecond, or ids with a smaller number would fall behind.
            boolean roomInLastMs = sequence < MAX_SEQUENCE && lease.number() == machine && lastMs > lease.afterMs();
            if (now <= usedUp && !roomInLastMs) {
                return NONE;
            }
            long ms = Math.max(now, lastMs);
            refuseIfNotOurs(lease, ms);
            sequence = ms == lastMs ? sequence + 1 : 0;
            lastMs = ms;
            machine = lease.number();
            return ((ms - EPOCH_MS) << (MACHINE_BITS + SEQUENCE_BITS)) | ((long) machine << SEQUENCE_BITS) | sequence;
        }
    }

    private static void refuseIfFarBehind(long now, long usedUp) {
        if (usedUp - now > MAX_BACK_MS) {
            throw new SnowflakeException("the clock went back: it shows " + Instant.ofEpochMilli(now)
                    + ", and ids were made up to " + Instant.ofEpochMilli(usedUp) + " (expected: at most " + MAX_BACK_MS
                    + " ms back)");
        }
    }

    private static void refuseIfNotOurs(Lease lease, long ms) {
        if (ms > lease.untilMs()) {
            throw new SnowflakeException("machine number " + lease.number() + " was not renewed in time: held until "
                    + Instant.ofEpochMilli(lease.untilMs()) + ", and now it is " + Instant.ofEpochMilli(ms));
        }
        if (ms <= EPOCH_MS || ms - EPOCH_MS > MAX_MS) {
            throw new SnowflakeException("the clock shows " + Instant.ofEpochMilli(ms) + " (expected: after "
                    + Instant.ofEpochMilli(EPOCH_MS) + " and before " + Instant.ofEpochMilli(EPOCH_MS + MAX_MS) + ")");
        }
    }
}

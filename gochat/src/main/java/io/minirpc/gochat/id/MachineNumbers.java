package io.minirpc.gochat.id;

import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.MachineStore.Machine;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine number of this process, which nobody else uses in this store at the same time. Thread-safe. A number is
 * claimed by compare-and-set when its owner's time is past, held for 60 s, and renewed every 20 s on a thread of its
 * own, every second where that fails. A number that was lost, as after a long pause, is replaced by another one.
 */
public final class MachineNumbers implements AutoCloseable {
    static final long HOLD_MS = 60_000;
    private static final long RENEW_MS = 20_000;
    private static final long RETRY_MS = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(MachineNumbers.class);

    private final MachineStore store;
    private final Time time;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "gochat-machine-number");
        created.setDaemon(true);
        return created;
    });

    // Written by one thread at a time.
    private volatile Lease lease;
    private String boot; // names the claim behind the lease
    private long renewedNanos;

    private MachineNumbers(MachineStore store, Time time) {
        this.store = store;
        this.time = time;
        MachineClaims.Claim claim = new MachineClaims(store, time).claim();
        this.boot = claim.machine().boot();
        this.lease = claim.lease();
        this.renewedNanos = time.nanoTime();
    }

    /**
     * Claims a number and keeps it until {@link #close()}.
     *
     * @throws SnowflakeException if the clock is more than 5 s behind those of earlier owners, or all 1,024 numbers are
     *     in use
     */
    public static MachineNumbers claim(MachineStore store) {
        MachineNumbers numbers = claim(store, Time.SYSTEM);
        var unused =
                numbers.thread.scheduleWithFixedDelay(numbers::renewIfDue, RETRY_MS, RETRY_MS, TimeUnit.MILLISECONDS);
        return numbers;
    }

    /** Claims a number that is renewed only by {@link #renew()}. */
    static MachineNumbers claim(MachineStore store, Time time) {
        return new MachineNumbers(store, time);
    }

    Lease lease() {
        return lease;
    }

    /** Returns whether ids can be given, which ends when the database cannot be written to for a minute. */
    public boolean isHeld() {
        return time.nowMs() <= lease.untilMs();
    }

    private void renewIfDue() {
        if (TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - renewedNanos) < RENEW_MS) {
            return;
        }
        try {
            renew();
        } catch (RuntimeException e) {
            Instant end = Instant.ofEpochMilli(lease.untilMs());
            LOG.warn("Machine number {} could not be renewed; ids end at {}", lease.number(), end, e);
        }
    }

    /** Holds the number for 60 s from now on, or claims another one where it was lost. */
    void renew() {
        long until = Math.max(time.nowMs() + HOLD_MS, lease.untilMs());
        if (store.extend(new Machine(lease.number(), boot, until))) {
            lease = lease.until(until);
        } else {
            replaceLost();
        }
        renewedNanos = time.nanoTime();
    }

    private void replaceLost() {
        MachineClaims.Claim claim = new MachineClaims(store, time).claim();
        LOG.warn(
                "Machine number {} was taken by another process; {} replaces it",
                lease.number(),
                claim.machine().number());
        boot = claim.machine().boot();
        lease = claim.lease();
    }

    /**
     * Ends the renewal. The number stays held for up to 60 s, since a thread that was paused may still be about to take
     * an id; who starts meanwhile takes another one.
     */
    @Override
    public void close() {
        thread.shutdown();
        boolean interrupted = Thread.interrupted();
        while (!thread.isTerminated()) {
            try {
                var unused = thread.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

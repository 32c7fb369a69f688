package io.minirpc.gochat.id;

import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.MachineStore.Machine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The search for a machine number that nobody holds: the lowest that had no owner yet or whose owner's time is past.
 * Not thread-safe.
 */
final class MachineClaims {
    private static final long PAUSE_MICROS = 100_000;

    private final MachineStore store;
    private final Time time;

    /** A number that is ours. */
    record Claim(Machine machine, long afterMs) {
        Lease lease() {
            return new Lease(machine.number(), afterMs, machine.untilMs());
        }
    }

    MachineClaims(MachineStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** Claims a number, waiting up to 5 s for one. */
    Claim claim() {
        long start = time.nanoTime();
        while (true) {
            Claim claim = tryClaim();
            if (claim != null) {
                return claim;
            }
            if (TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - start) > Snowflake.MAX_BACK_MS) {
                throw new SnowflakeException("all " + Snowflake.MACHINES + " machine numbers are in use");
            }
            time.pause(PAUSE_MICROS);
        }
    }

    private @Nullable Claim tryClaim() {
        Map<Integer, Machine> owned = new TreeMap<>();
        List<Machine> machines = store.all();
        machines.forEach(this::refuseIfClockIsBehind);
        machines.forEach(machine -> owned.put(machine.number(), machine));
        for (int number = 0; number < Snowflake.MACHINES; number++) {
            Claim claim = tryClaim(number, owned.get(number));
            if (claim != null) {
                return claim;
            }
        }
        return null;
    }

    private @Nullable Claim tryClaim(int number, @Nullable Machine seen) {
        long now = time.nowMs();
        if (seen != null && seen.untilMs() >= now) {
            return null;
        }
        Machine own = new Machine(number, UUID.randomUUID().toString(), now + MachineNumbers.HOLD_MS);
        if (seen == null) {
            return store.add(own) ? new Claim(own, 0) : null;
        }
        return store.replace(seen, own) ? new Claim(own, seen.untilMs()) : null;
    }

    /** Nobody holds a number for more than 60 s of his clock: what lies further ahead was written by a later clock. */
    private void refuseIfClockIsBehind(Machine machine) {
        long now = time.nowMs();
        if (machine.untilMs() - now > MachineNumbers.HOLD_MS + Snowflake.MAX_BACK_MS) {
            throw new SnowflakeException("the clock is behind: it shows " + Instant.ofEpochMilli(now)
                    + ", and machine number " + machine.number() + " was held at "
                    + Instant.ofEpochMilli(machine.untilMs() - MachineNumbers.HOLD_MS)
                    + " or later (expected: at most " + Snowflake.MAX_BACK_MS
                    + " ms behind); set the clock right, or wait");
        }
    }
}

package io.minirpc.registry.etcd;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs for a registry as a whole that etcd went away and came back, a line a minute of either kind at most. For the
 * registry's thread alone.
 */
final class StateLog {
    private static final Logger log = LoggerFactory.getLogger(EtcdRegistry.class);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String etcd;
    private boolean away;
    private long awaySince;
    private boolean everSaid;
    private boolean said;
    private long saidAt;
    private long noticedAt;
    private boolean noticed;
    private long unsaid;

    StateLog(String etcd) {
        this.etcd = etcd;
    }

    /** A request was answered. */
    void answered() {
        if (away && said) {
            log.info("etcd ({}) answers again, after {} s", etcd, seconds(System.nanoTime() - awaySince));
        }
        away = false;
    }

    /** A request was not answered. */
    void failed(String what) {
        long now = System.nanoTime();
        boolean first = !away;
        if (first) {
            away = true;
            awaySince = now;
        }
        if (everSaid && now - saidAt < INTERVAL_NANOS) {
            said &= !first; // it comes and goes: what was not said to be away is not said to be back
            return;
        }
        everSaid = true;
        said = true;
        saidAt = now;
        log.warn(
                "etcd ({}) {}{}; what was found stays in use, and what is announced will be announced again",
                etcd,
                what,
                first ? "" : ", for " + seconds(now - awaySince) + " s now");
    }

    /** Says something odd that could be said very often, and then leaves most of it out. */
    void notice(String what) {
        long now = System.nanoTime();
        if (noticed && now - noticedAt < INTERVAL_NANOS) {
            unsaid++;
            return;
        }
        log.warn("etcd ({}): {}{}", etcd, what, unsaid == 0 ? "" : " (" + unsaid + " such lines were left out)");
        noticed = true;
        noticedAt = now;
        unsaid = 0;
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}

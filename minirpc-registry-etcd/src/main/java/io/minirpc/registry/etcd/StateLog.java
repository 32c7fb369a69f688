package io.minirpc.registry.etcd;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log of a registry: outages of etcd, and notices and remarks about what is stored there. Each kind has one line a
 * minute at most. For the registry's thread alone.
 */
final class StateLog {
    private static final Logger LOG = LoggerFactory.getLogger(EtcdRegistry.class);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String etcd;
    private final Lines notices = new Lines(Level.WARN);
    private final Lines remarks = new Lines(Level.INFO);
    private boolean away;
    private long awaySince;
    private boolean everSaid;
    private boolean said;
    private long saidAt;

    StateLog(String etcd) {
        this.etcd = etcd;
    }

    /** A request was answered. */
    void answered() {
        if (away && said) {
            LOG.info("etcd ({}) answers again, after {} s", etcd, seconds(System.nanoTime() - awaySince));
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
        LOG.warn(
                "etcd ({}) {}{}; what was found stays in use, and what is announced will be announced again",
                etcd,
                what,
                first ? "" : ", for " + seconds(now - awaySince) + " s now");
    }

    /** Logs a possible fault as a warning. */
    void notice(String what) {
        notices.log(what);
    }

    /** Logs something unusual that is no fault, for information. */
    void remark(String what) {
        remarks.log(what);
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    /** Lines of one level, of which at most one a minute is written. */
    private final class Lines {
        private final Level level;
        private boolean written;
        private long writtenAt;
        private long leftOut;

        Lines(Level level) {
            this.level = level;
        }

        void log(String what) {
            long now = System.nanoTime();
            if (written && now - writtenAt < INTERVAL_NANOS) {
                leftOut++;
                return;
            }
            String others = leftOut == 0 ? "" : " (" + leftOut + " such lines were left out)";
            LOG.atLevel(level).log("etcd ({}): {}{}", etcd, what, others);
            written = true;
            writtenAt = now;
            leftOut = 0;
        }
    }
}

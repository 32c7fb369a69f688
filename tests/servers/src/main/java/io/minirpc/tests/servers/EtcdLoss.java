package io.minirpc.tests.servers;

import io.minirpc.localservers.EtcdServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A way in which etcd goes away. */
public enum EtcdLoss {
    /** Its process is killed: connections are refused. */
    KILLED {
        @Override
        public void begin(EtcdServer etcd) {
            etcd.kill();
        }

        @Override
        void end(EtcdServer etcd) throws IOException {
            etcd.restart();
        }
    },

    /** Its process is stopped: connections stay open, and nothing answers. */
    FROZEN {
        @Override
        public void begin(EtcdServer etcd) throws IOException {
            etcd.stop();
        }

        @Override
        void end(EtcdServer etcd) throws IOException {
            etcd.cont();
        }
    };

    /** Takes etcd away. */
    public abstract void begin(EtcdServer etcd) throws IOException;

    abstract void end(EtcdServer etcd) throws IOException;

    /** Takes etcd away for a time. */
    public void last(EtcdServer etcd, Duration duration) throws IOException, InterruptedException {
        begin(etcd);
        TimeUnit.NANOSECONDS.sleep(duration.toNanos()); // not a wait for something: the loss is that long
        end(etcd);
    }
}

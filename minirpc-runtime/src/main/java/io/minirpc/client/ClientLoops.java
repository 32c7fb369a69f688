package io.minirpc.client;

import io.minirpc.transport.IoThread;
import io.minirpc.transport.Transports;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The event loops that all clients of a process share: there from the first client to the last. Thread-safe. */
final class ClientLoops {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final long CLOSE_MILLIS = 1_000;

    private static @Nullable EventLoopGroup group;
    private static int users;

    private ClientLoops() {}

    static synchronized EventLoopGroup acquire() {
        if (group == null) {
            group = Transports.newGroup(THREADS, "minirpc-client-io-", true);
        }
        users++;
        return group;
    }

    /** Gives the loops back, and waits for their end if nobody else uses them; on one of them there is no waiting. */
    static void release() {
        EventLoopGroup last = removeUser();
        if (last != null) {
            Future<?> ended = last.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            if (!IoThread.isCurrent()) {
                ended.awaitUninterruptibly();
            }
        }
    }

    private static synchronized @Nullable EventLoopGroup removeUser() {
        users--;
        if (users > 0) {
            return null;
        }
        EventLoopGroup last = group;
        group = null;
        return last;
    }
}

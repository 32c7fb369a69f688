package io.minirpc.client;

import io.minirpc.internal.transport.IoThread;
import io.minirpc.internal.transport.Medium;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that all clients of a process share for one medium: there from the first client to the last.
 * Thread-safe.
 */
final class ClientLoops {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final long CLOSE_MILLIS = 1_000;

    private static final ClientLoops TCP = new ClientLoops(Medium.TCP);
    private static final ClientLoops IN_PROCESS = new ClientLoops(Medium.IN_PROCESS);

    private final Medium medium;
    private @Nullable EventLoopGroup group;
    private int users;

    private ClientLoops(Medium medium) {
        this.medium = medium;
    }

    static ClientLoops of(Medium medium) {
        return medium == Medium.TCP ? TCP : IN_PROCESS;
    }

    synchronized EventLoopGroup acquire() {
        if (group == null) {
            group = medium.newGroup(THREADS, "minirpc-client-io-", true);
        }
        users++;
        return group;
    }

    /** Returns how many clients have acquired the loops and not released them. */
    synchronized int users() {
        return users;
    }

    /** Gives the loops back, and waits for their end if nobody else uses them; on one of them there is no waiting. */
    void release() {
        EventLoopGroup last = removeUser();
        if (last != null) {
            Future<?> ended = last.shutdownGracefully(0, CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            if (!IoThread.isCurrent()) {
                ended.awaitUninterruptibly();
            }
        }
    }

    private synchronized @Nullable EventLoopGroup removeUser() {
        users--;
        if (users > 0) {
            return null;
        }
        EventLoopGroup last = group;
        group = null;
        return last;
    }
}

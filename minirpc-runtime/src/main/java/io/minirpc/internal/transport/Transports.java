package io.minirpc.internal.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The kind of sockets in use: epoll where the system has it, otherwise NIO. The system property
 * {@code io.minirpc.transport} names another: {@code epoll}, {@code io_uring} or {@code nio}. It is read when the first
 * server or client starts, which fails if the name is unknown or the system has no such sockets. Thread-safe.
 */
public final class Transports {
    private static @Nullable Transport chosen;

    private Transports() {}

    /**
     * Creates a group of event loops, whose threads start when they are needed.
     *
     * @param threadPrefix what the threads' names begin with; a number follows
     * @param daemon whether the process may end while they run
     * @throws IllegalArgumentException if the system property names an unknown transport
     * @throws IllegalStateException if the system does not have the transport that the property names
     */
    public static EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon) {
        return ThreadLocals.leaveNone(() -> new MultiThreadIoEventLoopGroup(
                threads,
                IoThread.factory(threadPrefix, daemon),
                chosen().ioHandlers().get()));
    }

    /** Returns what makes a client's channels, for groups that {@link #newGroup} created. */
    public static ChannelFactory<SocketChannel> clientChannels() {
        return chosen().clientChannels();
    }

    /** Returns what makes a server's listening channel, for groups that {@link #newGroup} created. */
    public static ChannelFactory<ServerSocketChannel> serverChannels() {
        return chosen().serverChannels();
    }

    private static synchronized Transport chosen() {
        if (chosen == null) {
            chosen = Transport.named(System.getProperty(Transport.PROPERTY));
        }
        return chosen;
    }
}

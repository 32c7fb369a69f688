package io.minirpc.internal.transport;

import io.minirpc.internal.Reason;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A kind of sockets that Netty has. The one in use is epoll where the system has it, otherwise NIO, or the one that the
 * system property {@value #PROPERTY} names: {@code epoll}, {@code io_uring} or {@code nio}. Immutable.
 *
 * @param obstacle tells why the system does not have it, or gives null
 */
record Transport(
        String name,
        ChannelFactory<SocketChannel> clientChannels,
        ChannelFactory<ServerSocketChannel> serverChannels,
        Supplier<IoHandlerFactory> ioHandlers,
        Supplier<@Nullable Throwable> obstacle) {
    /** The system property that names the transport to use. */
    static final String PROPERTY = "io.minirpc.transport";

    // Lambdas, not method references: those would resolve classes at once, of which some may be missing.
    static final Transport EPOLL = new Transport(
            "epoll",
            () -> new EpollSocketChannel(),
            () -> new EpollServerSocketChannel(),
            () -> EpollIoHandler.newFactory(),
            () -> missing("netty-transport-classes-epoll", () -> Epoll.unavailabilityCause()));
    static final Transport IO_URING = new Transport(
            "io_uring",
            () -> new IoUringSocketChannel(),
            () -> new IoUringServerSocketChannel(),
            () -> IoUringIoHandler.newFactory(),
            () -> missing("netty-transport-classes-io_uring", () -> IoUring.unavailabilityCause()));
    static final Transport NIO = new Transport(
            "nio", NioSocketChannel::new, NioServerSocketChannel::new, NioIoHandler::newFactory, () -> null);

    private static final List<Transport> ALL = List.of(EPOLL, IO_URING, NIO);

    private static @Nullable Transport inUse;

    /**
     * Returns the transport of this process, which is settled when the first server or client starts.
     *
     * @throws IllegalArgumentException if the system property names an unknown transport
     * @throws IllegalStateException if the system does not have the transport that the property names
     */
    static synchronized Transport inUse() {
        if (inUse == null) {
            inUse = named(System.getProperty(PROPERTY));
        }
        return inUse;
    }

    /**
     * Returns the transport of a name, or for none epoll where the system has it and NIO elsewhere.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws IllegalStateException if the system does not have it; the cause says why
     */
    static Transport named(@Nullable String name) {
        if (name == null) {
            return EPOLL.obstacle.get() == null ? EPOLL : NIO;
        }
        return ALL.stream()
                .filter(known -> known.name.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(PROPERTY + ": " + name + " (expected: epoll, io_uring or nio)"))
                .orFail();
    }

    /** Returns this if the system has it. */
    Transport orFail() {
        Throwable cause = obstacle.get();
        if (cause != null) {
            throw new IllegalStateException(
                    PROPERTY + ": " + name + " (expected: one that this system has): " + Reason.of(cause), cause);
        }
        return this;
    }

    /** Returns why such sockets are unavailable: Netty's reason, or a missing jar. */
    private static @Nullable Throwable missing(String jar, Supplier<@Nullable Throwable> obstacle) {
        try {
            return obstacle.get();
        } catch (LinkageError e) {
            return new IllegalStateException(jar + " or what it needs is not on the class path: " + e, e);
        }
    }
}

package io.minirpc.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The kind of sockets in use: epoll where the system has it, otherwise NIO; decided once. */
public final class Transports {
    private static final boolean EPOLL = Epoll.isAvailable();

    private Transports() {}

    /**
     * Creates a group of event loops, whose threads start when they are needed.
     *
     * @param threadPrefix what the threads' names begin with; a number follows
     * @param daemon whether the process may end while they run
     */
    public static EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon) {
        IoHandlerFactory handlers = EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(threads, IoThread.factory(threadPrefix, daemon), handlers);
    }

    /** Returns what makes a client's channels. */
    public static ChannelFactory<SocketChannel> clientChannels() {
        return EPOLL ? EpollSocketChannel::new : NioSocketChannel::new;
    }

    /** Returns what makes a server's listening channel. */
    public static ChannelFactory<ServerSocketChannel> serverChannels() {
        return EPOLL ? EpollServerSocketChannel::new : NioServerSocketChannel::new;
    }
}

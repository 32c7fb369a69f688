package io.minirpc.internal.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.local.LocalAddress;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;

/** The carrier of frames: sockets, or memory if both sides are in one process. Each has its own event loops. */
public enum Medium {
    /** Sockets, of the {@link Transport} in use. */
    TCP {
        @Override
        EventLoopGroup newGroup(int threads, ThreadFactory factory) {
            return new MultiThreadIoEventLoopGroup(
                    threads, factory, Transport.inUse().ioHandlers().get());
        }

        @Override
        ChannelFactory<? extends Channel> clientChannels() {
            return Transport.inUse().clientChannels();
        }

        @Override
        ChannelFactory<? extends ServerChannel> serverChannels() {
            return Transport.inUse().serverChannels();
        }

        @Override
        public Bootstrap configure(Bootstrap bootstrap, long maxUnreadBytes) {
            return super.configure(bootstrap, maxUnreadBytes)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true);
        }

        @Override
        public ServerBootstrap configure(ServerBootstrap bootstrap, long maxUnreadBytes) {
            return super.configure(bootstrap, maxUnreadBytes)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .option(ChannelOption.SO_BACKLOG, BACKLOG)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(ChannelOption.SO_KEEPALIVE, true);
        }
    },

    /** Memory: no ports, no sockets, the same frames and limits. */
    IN_PROCESS {
        @Override
        EventLoopGroup newGroup(int threads, ThreadFactory factory) {
            return new MemoryLoops(threads, factory);
        }

        @Override
        ChannelFactory<? extends Channel> clientChannels() {
            return MemoryChannel::new;
        }

        @Override
        ChannelFactory<? extends ServerChannel> serverChannels() {
            return MemoryChannel.Server::new;
        }
    };

    private static final int BACKLOG = 1024;
    private static final int HIGH_WATERMARK = 1 << 20;
    private static final int LOW_PART = 4;

    /**
     * Creates a group of event loops, whose threads start when they are needed.
     *
     * @param threadPrefix the beginning of the threads' names; a number follows
     * @param daemon whether the process may end while they run
     * @throws IllegalArgumentException if a system property names an unknown transport
     * @throws IllegalStateException if the system does not have the transport that the property names
     */
    public EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon) {
        return ThreadLocals.leaveNone(() -> newGroup(threads, IoThread.factory(threadPrefix, daemon)));
    }

    abstract EventLoopGroup newGroup(int threads, ThreadFactory factory);

    /** Returns the factory of a client's channels. */
    abstract ChannelFactory<? extends Channel> clientChannels();

    /** Returns the factory of a server's listening channel. */
    abstract ChannelFactory<? extends ServerChannel> serverChannels();

    /**
     * Sets the kind, the options and the watermarks of a client's channels, and returns the bootstrap.
     *
     * @param maxUnreadBytes the maximum size of the data that waits for a peer that does not read; at least 1
     */
    public Bootstrap configure(Bootstrap bootstrap, long maxUnreadBytes) {
        return bootstrap
                .channelFactory(clientChannels())
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks(maxUnreadBytes));
    }

    /**
     * Sets the kind, the options and the watermarks of a server's channels, and returns the bootstrap.
     *
     * @param maxUnreadBytes the maximum size of the data that waits for a peer that does not read; at least 1
     */
    public ServerBootstrap configure(ServerBootstrap bootstrap, long maxUnreadBytes) {
        return bootstrap
                .channelFactory(serverChannels())
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, watermarks(maxUnreadBytes));
    }

    /**
     * Returns watermarks below the bound of unread bytes, so that a peer that does not read reaches the high one. The
     * low one is at least 1: reading resumes only with fewer unread bytes than that.
     */
    private static WriteBufferWaterMark watermarks(long maxUnreadBytes) {
        int high = (int) Math.max(1, Math.min(HIGH_WATERMARK, maxUnreadBytes / 2));
        return new WriteBufferWaterMark(Math.max(1, high / LOW_PART), high);
    }

    /** Returns the address of a server in this process, by its name. */
    public static SocketAddress inProcess(String name) {
        return new LocalAddress(name);
    }
}

package io.minirpc.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalIoHandler;
import java.net.SocketAddress;

/** What frames travel over: sockets, or memory where both sides are in one process. Each has its own event loops. */
public enum Medium {
    /** Sockets; what becomes of them is chosen by {@link Transports}. */
    TCP {
        @Override
        public EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon) {
            return Transports.newGroup(threads, threadPrefix, daemon);
        }

        @Override
        public ChannelFactory<? extends Channel> clientChannels() {
            return Transports.clientChannels();
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannels() {
            return Transports.serverChannels();
        }
    },

    /** Memory: no ports, no sockets, the same frames and limits. */
    IN_PROCESS {
        @Override
        public EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon) {
            return ThreadLocals.leaveNone(() -> new MultiThreadIoEventLoopGroup(
                    threads, IoThread.factory(threadPrefix, daemon), LocalIoHandler.newFactory()));
        }

        @Override
        public ChannelFactory<? extends Channel> clientChannels() {
            return MemoryChannel::new;
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannels() {
            return MemoryChannel.Server::new;
        }
    };

    /**
     * Creates a group of event loops, whose threads start when they are needed.
     *
     * @param threadPrefix what the threads' names begin with; a number follows
     * @param daemon whether the process may end while they run
     */
    public abstract EventLoopGroup newGroup(int threads, String threadPrefix, boolean daemon);

    /** Returns what makes a client's channels. */
    public abstract ChannelFactory<? extends Channel> clientChannels();

    /** Returns what makes a server's listening channel. */
    public abstract ChannelFactory<? extends ServerChannel> serverChannels();

    /** Returns the address of a server in this process, by its name. */
    public static SocketAddress inProcess(String name) {
        return new LocalAddress(name);
    }
}

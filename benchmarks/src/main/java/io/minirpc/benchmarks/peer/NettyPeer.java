package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.UserService;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Netty with as little around it as this one service needs: what an RPC toolkit on Netty can come near to. Messages are
 * written by hand, handlers run on the event loop, what one read brings is answered by one write.
 */
final class NettyPeer implements Peer {
    private static final boolean EPOLL = Epoll.isAvailable();

    @Override
    public Server serve(UserService service) {
        EventLoopGroup loop = newEventLoop();
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(initializer(() -> new NettyServerHandler(service)))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        return new NettyServer(loop, ((InetSocketAddress) listener.localAddress()).getPort());
    }

    @Override
    public Client connect(int port) {
        NettyClientHandler handler = new NettyClientHandler();
        Channel channel = new Bootstrap()
                .group(ClientLoop.LOOP)
                .channel(EPOLL ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(initializer(() -> handler))
                .connect(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
        return new NettyClient(channel, new NettyCalls(handler));
    }

    private static EventLoopGroup newEventLoop() {
        ThreadFactory daemons = new DefaultThreadFactory("netty-peer", true);
        return new MultiThreadIoEventLoopGroup(
                1, daemons, EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    private static ChannelInitializer<Channel> initializer(Supplier<ChannelHandler> handler) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(handler.get());
            }
        };
    }

    /** One for all connections, as long as the process lives. */
    private static final class ClientLoop {
        static final EventLoopGroup LOOP = newEventLoop();
    }

    private record NettyServer(EventLoopGroup loop, int port) implements Server {
        @Override
        public void close() {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private record NettyClient(Channel channel, NettyCalls calls) implements Client {
        @Override
        public UserService blocking() {
            return calls;
        }

        @Override
        public CallbackUserService async() {
            return calls;
        }

        @Override
        public void close() {
            channel.close().syncUninterruptibly();
        }
    }
}

package io.minirpc.gochat.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the load: a few event loops carry all of them, so one costs a few kilobytes and no thread. A
 * gateway takes 1,000 connections of an address, and an address has 28,000 ports at most, so connections to loopback
 * come from several addresses of 127.0.0.0/8. Thread-safe.
 */
final class Network implements AutoCloseable {
    static final int MAX_FRAME = 512 << 10;
    private static final int PER_ADDRESS = 900;
    private static final int MAX_RESPONSE = 8 << 10;
    private static final int CONNECT_MILLIS = 10_000;
    private static final long STOP_SECONDS = 5;

    private final EventLoopGroup group;
    private final Bootstrap bootstrap;

    Network(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("gochat-load", true), NioIoHandler.newFactory());
        bootstrap = new Bootstrap()
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    }

    /** Returns one of the event loops, by turns. */
    EventLoop loop() {
        return group.next();
    }

    /**
     * Begins a connection, whose events go to the socket.
     *
     * @param number of the connection, by which its address is chosen
     */
    ChannelFuture open(URI gateway, EventLoop loop, int number, Socket socket) {
        Bootstrap one = bootstrap.clone(loop).handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpClientCodec(),
                                new HttpObjectAggregator(MAX_RESPONSE),
                                new WebSocketFrameAggregator(MAX_FRAME),
                                socket);
            }
        });
        InetSocketAddress to = new InetSocketAddress(gateway.getHost(), portOf(gateway));
        InetSocketAddress from = source(to.getAddress(), number);
        return from == null ? one.connect(to) : one.connect(to, from);
    }

    static int portOf(URI gateway) {
        return gateway.getPort() < 0 ? 80 : gateway.getPort();
    }

    /** Returns the address that a connection comes from; null for the one that the system chooses. */
    static @Nullable InetSocketAddress source(@Nullable InetAddress to, int number) {
        int index = number / PER_ADDRESS;
        if (index == 0 || !(to instanceof Inet4Address) || !to.isLoopbackAddress()) {
            return null;
        }
        byte[] address = {127, 0, (byte) (index / 250), (byte) (index % 250 + 2)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    @Override
    public void close() {
        var unused = group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

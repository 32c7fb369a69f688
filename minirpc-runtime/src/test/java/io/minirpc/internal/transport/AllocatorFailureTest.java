package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Throwing;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection for which there is no memory to read into is closed with a reason; others of its loop go on. */
class AllocatorFailureTest {
    private static final byte[] FRAME = HexFormat.of().parseHex("6d7270010000000000010000000141");

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void connectionWithoutMemoryToReadIsClosedAndAnotherOfItsLoopReadsOn(Throwing kind) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Events broken = new Events();
            Events healthy = new Events();
            Channel brokenChannel = connect(listener, broken);
            try (Socket toBroken = listener.accept()) {
                brokenChannel.config().setAllocator(kind.allocator(0));
                Channel healthyChannel = connect(listener, healthy);
                try (Socket toHealthy = listener.accept()) {
                    toBroken.getOutputStream().write(FRAME);
                    assertThat(broken.next()).startsWith("closed: an unexpected failure: ");
                    toHealthy.getOutputStream().write(FRAME);
                    assertThat(healthy.next()).isEqualTo("frame of 1");
                    assertThat(brokenChannel.isOpen()).isFalse();
                    assertThat(healthyChannel.isOpen()).isTrue();
                    assertThat(toBroken.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(healthy.next()).startsWith("closed: ");
            assertThat(broken.lines).isEmpty();
        }
    }

    private Channel connect(ServerSocket listener, Events events) {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(events.connection());
                    }
                })
                .connect(listener.getLocalSocketAddress())
                .syncUninterruptibly()
                .channel();
    }

    /** The frames and the end of a connection. */
    private static final class Events extends RecordingHandler {
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            return String.valueOf(lines.poll(20, TimeUnit.SECONDS));
        }

        @Override
        public void frame(FrameView frame) {
            lines.add("frame of " + frame.length());
        }

        @Override
        public void closed(String reason, @Nullable Throwable cause) {
            lines.add("closed: " + reason);
        }
    }
}

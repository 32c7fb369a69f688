package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.Medium;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told of a shutdown; the rounds in which it looks for connections are the test's to fill. */
class DrainTest {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final byte[] HELLO = {8, 7}; // all features

    private final ServerContext server =
            new ServerContext(RpcServer.builder().settings(), CallRunner.of(Runnable::run));
    private final EventLoopGroup loops = Medium.TCP.newGroup(1, "drain-test-", true);
    private final ServerConnections connections = new ServerConnections(server);
    private final Channel port = new Acceptor(server.settings(), connections, server.events())
            .listen(loops, Medium.TCP, new InetSocketAddress("127.0.0.1", 0))
            .channel();
    private final List<RawPeer> peers = new ArrayList<>();
    private final List<CompletableFuture<Boolean>> told = new ArrayList<>();
    private int rounds;

    @AfterEach
    void stop() {
        peers.forEach(RawPeer::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void connectionsThatComeWhileOthersAreToldAreToldToo() {
        connect();
        Drain.await(connections, GRACE, this::bringNewcomers);
        assertThat(rounds).as("looks for connections").isEqualTo(4);
        assertThat(connections.size())
                .as("connections that were not waited for")
                .isZero();
        assertThat(told)
                .hasSize(4)
                .allSatisfy(heard -> assertThat(heard).succeedsWithin(GRACE).isEqualTo(true));
    }

    /** One that the system has accepted already, two that come later, and then nobody any more. */
    private void bringNewcomers() {
        if (++rounds < 4) {
            connect();
        }
    }

    /** Connects a client that leaves when it is told; returns when the server has taken it in. */
    private void connect() {
        try {
            RawPeer peer = RawPeer.connect(((InetSocketAddress) port.localAddress()).getPort());
            peers.add(peer);
            peer.send(Frame.JSON, Frame.HEARTBEAT, 0, HELLO);
            assertThat(peer.read()).isNotNull();
            told.add(CompletableFuture.supplyAsync(() -> leaveWhenTold(peer)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean leaveWhenTold(RawPeer peer) {
        try (peer) {
            RawFrame frame = peer.read();
            return frame != null && frame.type() == Frame.DRAIN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

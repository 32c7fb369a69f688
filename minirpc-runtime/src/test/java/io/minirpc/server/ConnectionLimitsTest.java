package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server does with peers that hold it up, seen from the other end of the socket. */
class ConnectionLimitsTest {
    private static final String ADD = "{\"ServiceMethod\":\"Test.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}";
    private static final String WAIT = "{\"ServiceMethod\":\"Test.Wait\",\"Seq\":1,\"Args\":\"x\"}";
    private static final String FAIL_LARGE = "{\"ServiceMethod\":\"Test.Fail\",\"Seq\":1,\"Args\":\"large\"}";
    private static final Duration SHORT = Duration.ofMillis(100);

    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private RpcServer server;

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .add(TestService.binding(waited))
                .build()
                .start();
    }

    private RawPeer connect() throws IOException {
        return RawPeer.connect(server.port());
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    @Test
    void aFrameThatDoesNotEndIsCutOffHoweverItTrickles() throws Exception {
        start(RpcServer.builder().frameTimeout(SHORT));
        try (RawPeer silent = connect();
                RawPeer trickling = connect();
                RawPeer good = connect()) {
            silent.send("6d72");
            trickling.send("6d7270010000000000010000ffff");
            CompletableFuture<Void> trickle = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        trickling.send("20");
                        Thread.onSpinWait();
                    }
                } catch (IOException e) {
                    // cut off
                }
            });
            assertThat(silent.read()).isNull();
            trickle.join();
            good.send(0, 0, 1, ADD);
            assertThat(good.read().text()).contains("\"Reply\":3");
        }
    }

    @Test
    void framesThatFollowEachOtherCloselyAreNotTakenForOneThatDoesNotEnd() throws Exception {
        Duration timeout = Duration.ofMillis(500); // a busy machine may hold this test up for longer than SHORT
        start(RpcServer.builder().frameTimeout(timeout));
        try (RawPeer peer = connect()) {
            byte[] body = ADD.getBytes(StandardCharsets.UTF_8);
            String frame = "6d7270010000%08x%08x".formatted(1, body.length)
                    + HexFormat.of().formatHex(body);
            // Each packet ends in the midst of a frame, for longer than a frame may take.
            String rest = frame;
            long end = System.nanoTime() + 3 * timeout.toNanos();
            int sent = 0;
            while (System.nanoTime() - end < 0) {
                peer.send(rest + frame.substring(0, 20));
                rest = frame.substring(20);
                sent++;
                assertThat(peer.read().text()).contains("\"Reply\":3");
            }
            assertThat(sent).isGreaterThan(2);
        }
    }

    @Test
    void aPeerThatDoesNotReadIsCutOffAfterAWhile() throws Exception {
        start(RpcServer.builder().stallTimeout(SHORT).maxUnreadBytesPerConnection(1 << 30));
        try (RawPeer peer = connect()) {
            // More than the buffers of the sockets and the high watermark take, less than what may stay unread.
            for (int seq = 0; seq < 100; seq++) {
                peer.send(0, 0, seq, FAIL_LARGE);
            }
            await().until(() -> server.stats().connections() == 0);
        }
    }

    @Test
    void aSilentConnectionIsClosedUnlessACallIsUnderWay() throws Exception {
        start(RpcServer.builder().idleTimeout(SHORT));
        try (RawPeer silent = connect();
                RawPeer waiting = connect()) {
            waiting.send(0, 0, 7, WAIT);
            assertThat(silent.read()).isNull();
            waited.complete("done");
            RawFrame answer = waiting.read();
            assertThat(answer.seq()).isEqualTo(7);
            assertThat(waiting.read()).isNull();
        }
    }

    @Test
    void connectionsOverTheLimitAreClosedAndOthersTakeTheirPlace() throws Exception {
        start(RpcServer.builder().maxConnectionsPerAddress(2));
        List<RawPeer> peers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            RawPeer peer = connect();
            peers.add(peer);
            peer.send(0, 0, 1, ADD);
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
        try (RawPeer third = connect()) {
            assertThat(third.read()).isNull();
        }
        peers.get(0).close();
        await().until(() -> server.stats().connections() == 1);
        try (RawPeer fourth = connect()) {
            fourth.send(0, 0, 1, ADD);
            assertThat(fourth.read().text()).contains("\"Reply\":3");
        }
        peers.get(1).close();
    }

    @Test
    void theServerAsAWholeIsBoundedToo() throws Exception {
        start(RpcServer.builder().maxConnections(2).maxInFlight(2));
        try (RawPeer one = connect();
                RawPeer two = connect()) {
            one.send(0, 0, 1, WAIT);
            one.send(0, 0, 2, WAIT);
            await().until(() -> server.stats().inFlight() == 2);
            two.send(0, 0, 3, ADD);
            RawFrame refused = two.read();
            assertThat(refused.text()).contains("too many calls on this server");
            try (RawPeer three = connect()) {
                assertThat(three.read()).isNull();
            }
        }
        waited.complete("done");
        await().until(() -> server.stats().connections() == 0);
        try (RawPeer again = connect()) {
            again.send(0, 0, 1, ADD);
            assertThat(again.read().text()).contains("\"Reply\":3");
        }
    }
}

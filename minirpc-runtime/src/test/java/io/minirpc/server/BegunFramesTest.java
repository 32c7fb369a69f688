package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.transport.RawPeer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames that have begun and not ended take bounded memory together. */
class BegunFramesTest {
    private static final MethodDescriptor<byte[], Integer> SIZE =
            MethodDescriptor.builder("Test", "Size", Codecs.BYTES, Codecs.INT32).build();
    private static final MethodDescriptor<Integer, byte[]> BYTES = MethodDescriptor.builder(
                    "Test", "Bytes", Codecs.INT32, Codecs.BYTES)
            .build();
    private static final int FRAME_BYTES = 4_000_000;
    private static final MethodDescriptor<Integer, byte[]> LATER = MethodDescriptor.builder(
                    "Test", "Later", Codecs.INT32, Codecs.BYTES)
            .build();
    private static final long ROOM = 8 << 20;

    private static final int ANSWERS = 100;
    private static final int ANSWER_BYTES = 200_000;

    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private RpcServer server;

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .add(ServiceBinding.builder("Test")
                        .blocking(SIZE, bytes -> bytes.length)
                        .blocking(BYTES, byte[]::new)
                        .blocking(LATER, length -> {
                            mayAnswer.await();
                            return new byte[length];
                        })
                        .build())
                .build()
                .start();
    }

    private RpcClientBuilder client() {
        return RpcClient.builder().address("127.0.0.1", server.port()).callTimeout(Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
        assertThat(server.stats().incompleteFrameBytes()).isZero();
    }

    /** Sends the beginning of a frame of a few megabytes, in part without being read. */
    private static void begin(RawPeer peer) throws Exception {
        peer.send("6d727001000000000001%08x".formatted(FRAME_BYTES)
                + HexFormat.of().formatHex(new byte[200_000]));
    }

    @Test
    void begunFramesTakeTurnsAndOthersAreServed() throws Exception {
        start(RpcServer.builder().maxIncompleteFrameBytes(ROOM).frameTimeout(Duration.ofSeconds(1)));
        List<RawPeer> peers = new ArrayList<>();
        try (RpcClient client = client().build()) {
            client.callBlocking(SIZE, new byte[0]);
            for (int i = 0; i < 10; i++) {
                RawPeer peer = RawPeer.connect(server.port());
                peers.add(peer);
                begin(peer);
            }
            await().until(() -> server.stats().incompleteFrameBytes() > 0);
            assertThat(client.callBlocking(SIZE, new byte[10_000])).isEqualTo(10_000);
            assertThat(server.stats().incompleteFrameBytes()).isLessThanOrEqualTo(ROOM);
            // Those that do not end their frames are cut off in their turn, and those that come after have theirs.
            assertThat(client.callBlocking(SIZE, new byte[FRAME_BYTES])).isEqualTo(FRAME_BYTES);
            await().until(() -> server.stats().connections() == 1);
        } finally {
            peers.forEach(RawPeer::close);
        }
    }

    @Test
    void frameThatWaitsForItsTurnIsNotCutOff() throws Exception {
        start(RpcServer.builder().maxIncompleteFrameBytes(1).frameTimeout(Duration.ofMillis(500)));
        try (RawPeer first = RawPeer.connect(server.port());
                RpcClient client = client().build()) {
            client.callBlocking(SIZE, new byte[0]);
            begin(first);
            await().until(() -> server.stats().incompleteFrameBytes() > 0);
            CompletableFuture<Integer> call = client.call(SIZE, new byte[FRAME_BYTES]);
            assertThat(first.read()).as("cut off, for its frame did not end").isNull();
            assertThat(call.join()).isEqualTo(FRAME_BYTES);
        }
    }

    @Test
    void peerThatHangsUpInItsTurnGivesItsRoomBack() throws Exception {
        start(RpcServer.builder().maxIncompleteFrameBytes(1));
        try (RpcClient client = client().build()) {
            client.callBlocking(SIZE, new byte[0]);
            RawPeer first = RawPeer.connect(server.port());
            begin(first);
            await().until(() -> server.stats().incompleteFrameBytes() > 0);
            CompletableFuture<Integer> call = client.call(SIZE, new byte[FRAME_BYTES]);
            first.close();
            assertThat(call.join()).isEqualTo(FRAME_BYTES);
        }
    }

    @Test
    void burstOfUploadsAndRepliesThroughLittleRoomSucceeds() {
        start(RpcServer.builder().maxIncompleteFrameBytes(1));
        List<RpcClient> clients = IntStream.range(0, 8)
                .mapToObj(
                        i -> client().maxIncompleteFrameBytes(1).connections(2).build())
                .toList();
        List<CompletableFuture<Integer>> uploads = new ArrayList<>();
        List<CompletableFuture<byte[]>> replies = new ArrayList<>();
        for (RpcClient client : clients) {
            for (int i = 0; i < 4; i++) {
                uploads.add(client.call(SIZE, new byte[FRAME_BYTES / 4]));
                replies.add(client.call(BYTES, FRAME_BYTES / 4));
            }
        }
        assertThat(uploads).allSatisfy(call -> assertThat(call.join()).isEqualTo(FRAME_BYTES / 4));
        assertThat(replies).allSatisfy(call -> assertThat(call.join()).hasSize(FRAME_BYTES / 4));
        clients.forEach(RpcClient::close);
    }

    /** Requests large answers; returns how many bytes were sent. */
    private static int request(RawPeer peer, int calls) throws Exception {
        int sent = 0;
        for (int seq = 1; seq <= calls; seq++) {
            byte[] frame = frame(seq);
            peer.send(HexFormat.of().formatHex(frame));
            sent += frame.length;
        }
        return sent;
    }

    private static byte[] frame(int seq) {
        String body = "{\"ServiceMethod\":\"Test.Later\",\"Args\":%d}".formatted(ANSWER_BYTES / 4 * 3);
        return HexFormat.of()
                .parseHex("6d7270010000%08x%08x".formatted(seq, body.length())
                        + HexFormat.of().formatHex(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void frameIsNotOverdueWhileTheServerDoesNotRead() throws Exception {
        Duration timeout = Duration.ofSeconds(1);
        start(RpcServer.builder().frameTimeout(timeout).idleTimeout(timeout));
        try (RawPeer peer = RawPeer.connectSlow(server.port())) {
            int sent = request(peer, ANSWERS);
            String last = HexFormat.of().formatHex(frame(ANSWERS + 1));
            int part = 20;
            peer.send(last.substring(0, 2 * part));
            await().pollInterval(Duration.ofMillis(5))
                    .until(() -> server.stats().bytesIn() == sent + part);
            mayAnswer.countDown();
            long start = System.nanoTime();
            for (int i = 0; i < ANSWERS; i++) {
                Thread.sleep(25); // this is how slow it is
                assertThat(peer.read()).as("answer %d", i).isNotNull();
            }
            assertThat(System.nanoTime() - start).isGreaterThan(2 * timeout.toNanos());
            peer.send(last.substring(2 * part));
            assertThat(peer.read().seq()).isEqualTo(ANSWERS + 1);
        }
    }

    @Test
    void clientThatReadsNoAnswersDoesNotKeepItsRoom() throws Exception {
        start(RpcServer.builder()
                .maxIncompleteFrameBytes(1)
                .frameTimeout(Duration.ofMillis(500))
                .stallTimeout(Duration.ofMinutes(5)));
        try (RawPeer peer = RawPeer.connectSlow(server.port());
                RpcClient client = client().build()) {
            request(peer, ANSWERS);
            begin(peer);
            await().until(() -> server.stats().incompleteFrameBytes() > 0);
            mayAnswer.countDown();
            assertThat(client.callBlocking(SIZE, new byte[FRAME_BYTES])).isEqualTo(FRAME_BYTES);
        }
    }
}

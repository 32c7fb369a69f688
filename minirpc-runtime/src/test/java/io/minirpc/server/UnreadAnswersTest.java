package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import io.minirpc.internal.transport.RecordingHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of answers that clients do not read, or read slowly. */
class UnreadAnswersTest {
    private static final MethodDescriptor<String, String> TEXT = MethodDescriptor.builder(
                    "Test", "Text", Codecs.STRING, Codecs.STRING)
            .build();
    private static final MethodDescriptor<Integer, byte[]> BYTES = MethodDescriptor.builder(
                    "Test", "Bytes", Codecs.INT32, Codecs.BYTES)
            .build();
    private static final MethodDescriptor<String, String> INLINE = MethodDescriptor.builder(
                    "Test", "Inline", Codecs.STRING, Codecs.STRING)
            .build();
    private static final int TEXT_BYTES = 200_000;
    private static final int SMALL_BYTES = 10_000;
    private static final Duration STALL = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final AtomicInteger started = new AtomicInteger();
    private final Queue<String> ends = new ConcurrentLinkedQueue<>();
    private RpcServer server;

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .add(ServiceBinding.builder("Test")
                        .blocking(TEXT, this::text)
                        .blocking(BYTES, byte[]::new)
                        .inlineBlocking(INLINE, this::text)
                        .build())
                .listener(new ServerListener() {
                    @Override
                    public void connectionClosed(SocketAddress peer, String reason) {
                        ends.add(reason);
                    }
                })
                .build()
                .start();
    }

    private String text(String ignored) {
        started.incrementAndGet();
        return "x".repeat(TEXT_BYTES);
    }

    @AfterEach
    void stop() {
        if (server == null) {
            return;
        }
        server.shutdown(Duration.ZERO);
        assertThat(server.stats().unreadBytes()).isZero();
        assertThat(server.stats().inFlight()).isZero();
    }

    private static void request(RawPeer peer, String method, int calls) throws Exception {
        for (int seq = 1; seq <= calls; seq++) {
            peer.send(0, 0, seq, "{\"ServiceMethod\":\"Test.%s\",\"Args\":\"x\"}".formatted(method));
        }
    }

    @Test
    void slowReaderIsNotCutOff() throws Exception {
        start(RpcServer.builder().stallTimeout(STALL));
        try (RawPeer peer = RawPeer.connectSlow(server.port())) {
            request(peer, "Text", 100);
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                Thread.sleep(PAUSE.toMillis()); // this is how slow it is
                RawFrame answer = peer.read();
                assertThat(answer).as("answer %d, %s", i, ends).isNotNull();
                assertThat(answer.body()).hasSizeGreaterThan(TEXT_BYTES);
            }
            assertThat(System.nanoTime() - start).isGreaterThan(4 * STALL.toNanos());
        }
    }

    @Test
    void slowReaderOfOneLargeReplyIsNotCutOff() throws Exception {
        start(RpcServer.builder().stallTimeout(STALL).maxUnreadBytesPerConnection(1 << 16));
        int bytes = 4_000_000;
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(64 << 10);
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            OutputStream out = socket.getOutputStream();
            byte[] body = "{\"ServiceMethod\":\"Test.Bytes\",\"Args\":%d}"
                    .formatted(bytes / 4 * 3)
                    .getBytes(StandardCharsets.UTF_8);
            out.write(HexFormat.of().parseHex("6d727001000000000001%08x".formatted(body.length)));
            out.write(body);
            InputStream in = socket.getInputStream();
            byte[] part = new byte[40_000];
            long start = System.nanoTime();
            for (int read = 0; read < bytes; ) {
                Thread.sleep(PAUSE.toMillis());
                int count = in.read(part);
                assertThat(count).as("after %d bytes, %s", read, ends).isPositive();
                read += count;
            }
            assertThat(System.nanoTime() - start).isGreaterThan(4 * STALL.toNanos());
        }
    }

    @Test
    void peersThatReadNothingTakeBoundedMemoryAndAreCutOffWithAReason() throws Exception {
        int peers = 20;
        long max = 8 << 20;
        start(RpcServer.builder().stallTimeout(STALL).maxUnreadBytes(max));
        List<RawPeer> all = new ArrayList<>();
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .callTimeout(Duration.ofMinutes(1))
                .build()) {
            for (int i = 0; i < peers; i++) {
                RawPeer peer = RawPeer.connectSlow(server.port());
                all.add(peer);
                request(peer, "Text", 40);
            }
            long most = 0;
            long deadline = System.nanoTime() + LONG.toNanos();
            do {
                assertThat(System.nanoTime() - deadline)
                        .as("time until they are cut off")
                        .isNegative();
                most = Math.max(most, server.stats().unreadBytes());
                assertThat(client.callBlocking(BYTES, SMALL_BYTES))
                        .as("what others get")
                        .hasSize(SMALL_BYTES);
            } while (most == 0 || server.stats().unreadBytes() > 0);
            System.out.printf(
                    "[unread] %d peers that read nothing: %,d bytes wait at most (bound %,d)%n", peers, most, max);
            assertThat(most).isPositive().isLessThan(max + max / 4);
            assertThat(ends)
                    .isNotEmpty()
                    .allSatisfy(end -> assertThat(end).isEqualTo("the peer has not read its answers for " + STALL));
        } finally {
            all.forEach(RawPeer::close);
        }
    }

    @Test
    void callsAreNotStartedWhileAnswersWaitToBeRead() throws Exception {
        int calls = 120;
        start(RpcServer.builder());
        try (RawPeer peer = RawPeer.connectSlow(server.port())) {
            request(peer, "Inline", calls);
            await().until(() -> server.stats().unreadBytes() > 0);
            await().during(Duration.ofMillis(200)).until(() -> started.get() < calls);
            for (int i = 0; i < calls; i++) {
                assertThat(peer.read().body()).hasSizeGreaterThan(TEXT_BYTES);
            }
            assertThat(started).hasValue(calls);
        }
    }

    @Test
    void abandonedAnswersAreDropped() throws Exception {
        start(RpcServer.builder());
        Thread caller = Thread.currentThread();
        CountDownLatch end = new CountDownLatch(1);
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .callTimeout(Duration.ofSeconds(3))
                .build()) {
            try {
                for (int i = 0; i < 100; i++) {
                    client.call(TEXT, "x").thenRun(() -> {
                        if (Thread.currentThread() != caller) { // but on the event loop
                            awaitUninterruptibly(end);
                        }
                    });
                }
                await().until(() -> server.stats().unreadBytes() > 0);
                await().until(() -> server.stats().inFlight() == 0);
                assertThat(server.stats().connections()).isEqualTo(1);
            } finally {
                end.countDown();
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void answersWithoutRoomAreReplacedByAFailure() throws Exception {
        int calls = 100;
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch begun = new CountDownLatch(calls);
        CountDownLatch ended = new CountDownLatch(calls);
        // All begin before the first is answered, after which no others would begin.
        Executor together = task -> threads.execute(() -> {
            begun.countDown();
            awaitUninterruptibly(begun);
            task.run();
            ended.countDown();
        });
        start(RpcServer.builder().ioThreads(1).executor(together).maxUnreadBytes(2 << 20));
        try (RawPeer peer = RawPeer.connectSlow(server.port());
                RawPeer other = RawPeer.connect(server.port())) {
            request(peer, "Text", calls);
            assertThat(ended.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            other.send(0, 2, 1, "");
            assertThat(other.read())
                    .as("what the event loop does after it has taken the answers")
                    .isNotNull();
            int refused = 0;
            for (int i = 0; i < calls; i++) {
                refused += peer.read().text().contains("has no room") ? 1 : 0;
            }
            assertThat(refused).isBetween(1, calls - 1);
            request(peer, "Text", 1);
            assertThat(peer.read().body()).hasSizeGreaterThan(TEXT_BYTES);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void connectionGetsAtMostWhatItLeavesFree() {
        UnreadBytes unread = new UnreadBytes(1_000, 10_000);
        unread.add(400);
        assertThat(unread.hasRoom(400, 100)).isTrue();
        assertThat(unread.hasRoom(400, 201)).isFalse();
        assertThat(unread.hasRoom(0, 600)).isTrue();
        assertThat(unread.hasRoom(0, 601)).isFalse();
        unread.add(-400);
        assertThat(unread.hasRoom(0, 5_000)).as("alone on the server").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8})
    void connectionWithTheSmallestBoundsIsStillRead(int bound) {
        start(RpcServer.builder().maxUnreadBytesPerConnection(bound));
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .callTimeout(Duration.ofSeconds(20))
                .build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.callBlocking(BYTES, SMALL_BYTES)).hasSize(SMALL_BYTES);
            }
        }
    }

    @Test
    void readingIsNoticedThoughMoreIsWrittenMeanwhile() {
        HeldFlushes flushes = new HeldFlushes();
        EmbeddedChannel channel = new EmbeddedChannel(flushes);
        Connection connection = new RecordingHandler().connection();
        channel.pipeline().addLast(connection);
        UnreadAnswers unread = new UnreadAnswers(connection, new UnreadBytes(1 << 20, 1 << 20));
        long now = System.nanoTime();
        long stall = STALL.toNanos();
        write(connection, 10_000);
        assertThat(unread.isStalled(now, stall)).isFalse();

        flushes.hold = false;
        channel.flush(); // the client reads everything
        flushes.hold = true;
        write(connection, 20_000);

        assertThat(unread.isStalled(now + 2 * stall, stall)).isFalse();
        assertThat(unread.isStalled(now + 4 * stall, stall)).isTrue();
        channel.finishAndReleaseAll();
    }

    private static void write(Connection connection, int bytes) {
        connection.append(Frame.JSON, Frame.RESPONSE, 1, new byte[bytes]);
        connection.flush();
    }

    /** A socket whose buffer is full at times. */
    private static final class HeldFlushes extends ChannelOutboundHandlerAdapter {
        private boolean hold = true;

        @Override
        public void flush(ChannelHandlerContext context) {
            if (!hold) {
                context.flush();
            }
        }
    }
}

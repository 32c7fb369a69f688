package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.BINARY;
import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.REQUEST;
import static io.minirpc.tests.wire.Frames.binaryBody;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What hostile peers do costs no memory that stays, and none that was only announced. */
class MemoryTest {
    private static final long MIB = 1 << 20;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 15;
    private static final int MAX_BATCHES = 5;

    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @Test
    void announcedBodiesTakeNoMemoryBeforeTheyCome() throws Exception {
        List<RawPeer> peers = new ArrayList<>();
        try {
            connectAndAnnounce(peers, 10);
            long before = used();
            connectAndAnnounce(peers, 200); // 800 MiB, if they were believed
            awaitGrowthBelow(20 * MIB, before);
        } finally {
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void usedMemoryIsTheSameAfterManyRoundsOfHostilities() throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            hostilities(random);
        }
        int batches = 0;
        while (growsInABatch(random)) { // pools may fill up in one batch, or in two; a leak goes on for ever
            assertThat(++batches).as("batches of rounds that took memory").isLessThan(MAX_BATCHES);
        }
    }

    private static boolean growsInABatch(Random random) throws IOException {
        long before = used();
        for (int i = 0; i < ROUNDS; i++) {
            hostilities(random);
        }
        try {
            awaitGrowthBelow(6 * MIB, before);
            return false;
        } catch (ConditionTimeoutException e) {
            return true;
        }
    }

    private static void connectAndAnnounce(List<RawPeer> peers, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            RawPeer peer = SERVER.connect();
            peers.add(peer);
            peer.send(bytes(Frames.BINARY_REQUEST), Frames.header(1, BINARY, REQUEST, 1, Frames.MAX_BODY), new byte[1]);
            peer.receive(); // what came with it has been read as well
        }
    }

    private static void hostilities(Random random) throws IOException {
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        try (RawPeer peer = SERVER.connect()) {
            answered(peer, frame(JSON, REQUEST, 1, "[".repeat(100_000)));
            answered(peer, frame(JSON, REQUEST, 2, noise));
            answered(peer, frame(BINARY, REQUEST, 3, noise));
            answered(
                    peer,
                    frame(BINARY, REQUEST, 4, binaryBody("Arith.Add", "{\"A\":1" + "0".repeat(100_000) + "}", "")));
            answered(peer, Frames.call(5, "Arith.Echo", "{\"Text\":\"" + "x".repeat(1_000_000) + "\"}"));
            answered(peer, Frames.call(6, "Arith.Echo", "{\"" + "x".repeat(1_000_000) + "\":1}"));
            answered(peer, Frames.call(7, "Arith." + random.nextLong(), "{}"));
            answered(peer, Frames.call(8, "Arith.Add", "{\"" + random.nextLong() + "\":1}"));
        }
        try (RawPeer peer = SERVER.connect()) { // hangs up without reading
            peer.send(Frames.call(9, "Arith.Echo", "{\"Text\":\"" + "x".repeat(1_000_000) + "\"}"));
        }
        try (RawPeer peer = SERVER.connect()) { // hangs up in the midst of a body
            peer.send(Frames.header(1, JSON, REQUEST, 1, Frames.MAX_BODY), new byte[1_000_000]);
        }
        try (RawPeer peer = SERVER.connect()) {
            peer.trySend(noise).expectClosed();
        }
    }

    private static void answered(RawPeer peer, byte[] request) throws IOException {
        assertThat(Frames.seqOf(peer.send(request).receive())).isEqualTo(Frames.seqOf(request));
    }

    /** Waits, for connections may just be closing. */
    private static void awaitGrowthBelow(long bound, long before) {
        await().untilAsserted(
                        () -> assertThat(used() - before).as("growth in bytes").isLessThan(bound));
    }

    /** Returns what objects and Netty's buffers take after a collection. */
    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        ByteBufAllocatorMetric buffers = ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
        return runtime.totalMemory() - runtime.freeMemory() + buffers.usedDirectMemory();
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes drawn by lot, the same ones in every run. */
class GarbageTest {
    private static final int ROUNDS = 400;
    private static final List<byte[]> REQUESTS = List.of(
            bytes(Frames.BINARY_REQUEST),
            bytes(Frames.PAYLOAD_REQUEST),
            bytes(Frames.DOCUMENT_REQUEST),
            Frames.call(2, "Arith.Echo", "{\"Text\":\"sé 🐌\",\"List\":[1.5e3,true,null,{}]}"));

    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noiseEndsTheConnectionAndNothingElse(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] noise = new byte[random.nextInt(1_000)];
            random.nextBytes(noise);
            try (RawPeer peer = SERVER.connect()) {
                peer.trySend(noise).finish().expectClosed();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void everyNoisyBodyIsAnswered(long seed) throws Exception {
        Random random = new Random(seed);
        try (RawPeer peer = SERVER.connect()) {
            for (int seq = 0; seq < ROUNDS; seq++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                byte[] answer =
                        peer.send(frame(seq % 2, Frames.REQUEST, seq, noise)).receive();
                assertThat(Frames.seqOf(answer)).isEqualTo(seq);
                assertThat(Frames.errorOf(answer)).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void requestsWithAFewWrongBytesInTheBodyAreAnswered(long seed) throws Exception {
        Random random = new Random(seed);
        try (RawPeer peer = SERVER.connect()) {
            for (int seq = 0; seq < ROUNDS; seq++) {
                byte[] request = REQUESTS.get(seq % REQUESTS.size());
                byte[] body = mutated(Frames.bodyOf(request), random);
                byte[] answer = peer.send(frame(Frames.codecOf(request), Frames.REQUEST, seq, body))
                        .receive();
                assertThat(Frames.seqOf(answer)).isEqualTo(seq);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 11, 12})
    void framesWithAFewWrongBytesAreAnsweredOrEndTheConnection(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] request = mutated(REQUESTS.get(i % REQUESTS.size()), random);
            try (RawPeer peer = SERVER.connect()) {
                peer.trySend(request).trySend(request).finish();
                peer.drain();
            }
        }
    }

    private static byte[] mutated(byte[] frame, Random random) {
        byte[] result = frame.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt(256);
        }
        return result;
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TCP is a stream: frames come in pieces, or many at once, and the answers are the same. */
class FramingTest {
    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    /** Requests and what is answered. */
    static final Map<String, String> VECTORS = Map.of(
            Frames.BINARY_REQUEST, Frames.BINARY_RESPONSE,
            Frames.PAYLOAD_REQUEST, Frames.PAYLOAD_RESPONSE,
            Frames.DOCUMENT_REQUEST, Frames.DOCUMENT_RESPONSE,
            Frames.HEARTBEAT_FRAME, Frames.HEARTBEAT_FRAME);

    static final Iterable<String> REQUESTS = VECTORS.keySet();

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void aFrameSentByteByByteIsAnswered(String request) throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            for (byte one : bytes(request)) {
                peer.send(new byte[] {one});
            }
            assertThat(peer.receiveHex()).isEqualTo(VECTORS.get(request));
        }
    }

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void aFrameInTwoPiecesIsAnsweredWhereverItWasCut(String request) throws Exception {
        byte[] frame = bytes(request);
        try (RawPeer peer = SERVER.connect()) {
            for (int cut = 1; cut < frame.length; cut++) {
                peer.send(Arrays.copyOf(frame, cut));
                peer.send(Arrays.copyOfRange(frame, cut, frame.length));
                assertThat(peer.receiveHex()).isEqualTo(VECTORS.get(request));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("REQUESTS")
    void aFrameThatNeverEndsIsDroppedWithItsConnectionWhereverItWasCut(String request) throws Exception {
        byte[] frame = bytes(request);
        for (int cut = 0; cut < frame.length; cut++) {
            try (RawPeer peer = SERVER.connect()) {
                peer.send(Arrays.copyOf(frame, cut)).finish().expectClosed();
            }
        }
    }

    @Test
    void framesOfAllFormsInOneWriteAreAllAnswered() throws Exception {
        byte[] all = Frames.concat(VECTORS.keySet().stream().map(Frames::bytes).toArray(byte[][]::new));
        try (RawPeer peer = SERVER.connect()) {
            peer.send(all, all, all);

            Map<String, Integer> counts = new HashMap<>();
            for (int i = 0; i < 3 * VECTORS.size(); i++) {
                counts.merge(peer.receiveHex(), 1, Integer::sum);
            }
            assertThat(counts).hasSize(VECTORS.size()).allSatisfy((answer, count) -> {
                assertThat(VECTORS).containsValue(answer);
                assertThat(count).isEqualTo(3);
            });
        }
    }

    @Test
    void aWriteMayEndWithinTheNextFrame() throws Exception {
        byte[] frame = bytes(Frames.BINARY_REQUEST);
        for (int cut = 1; cut < frame.length; cut++) {
            try (RawPeer peer = SERVER.connect()) {
                peer.send(frame, Arrays.copyOf(frame, cut));
                assertThat(peer.receiveHex()).isEqualTo(Frames.BINARY_RESPONSE);
                peer.send(Arrays.copyOfRange(frame, cut, frame.length));
                assertThat(peer.receiveHex()).isEqualTo(Frames.BINARY_RESPONSE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 5_000})
    void everyCallOfOneHugeWriteIsAnsweredOnce(int calls) throws Exception {
        byte[][] requests = new byte[calls][];
        for (int seq = 0; seq < calls; seq++) {
            requests[seq] = Frames.add(seq, seq, 1);
        }
        try (RawPeer peer = SERVER.connect()) {
            peer.send(requests);

            BitSet answered = new BitSet(calls);
            for (int i = 0; i < calls; i++) {
                byte[] answer = peer.receive();
                int seq = Frames.seqOf(answer);
                assertThat(answered.get(seq)).as("answered before: %d", seq).isFalse();
                answered.set(seq);
                String error = Frames.errorOf(answer);
                if (error.isEmpty()) {
                    assertThat(new String(Frames.bodyOf(answer))).contains("\"Reply\":{\"Result\":" + (seq + 1) + "}");
                } else {
                    assertThat(error).contains("too many calls"); // more at a time than the server takes
                }
            }
            ArithServer.expectServing(peer);
        }
    }

    @Test
    void aCallWhoseBodyComesSlowlyDelaysNobodyElse() throws Exception {
        byte[] frame = bytes(Frames.BINARY_REQUEST);
        try (RawPeer slow = SERVER.connect()) {
            slow.send(Arrays.copyOf(frame, frame.length - 1));
            SERVER.expectServing();
            slow.send(new byte[] {frame[frame.length - 1]});
            assertThat(hex(slow.receive())).isEqualTo(Frames.BINARY_RESPONSE);
        }
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.REQUEST;
import static io.minirpc.tests.wire.Frames.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that are wrong end the connection, as soon as the wrong byte is there. */
class HostileHeaderTest {
    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @ParameterizedTest(name = "byte {0} may be {1}")
    @CsvSource({"0, 6d", "1, 72", "2, 70", "3, 01", "4, 00 01", "5, 00 01 02"})
    void everyOtherValueOfAHeaderByteEndsTheConnection(int offset, String allowed) throws Exception {
        List<Integer> good = Arrays.stream(allowed.split(" "))
                .map(hex -> Integer.parseInt(hex, 16))
                .toList();
        int[] wrong =
                IntStream.range(0, 256).filter(value -> !good.contains(value)).toArray();
        for (int value : wrong) {
            byte[] frame = bytes(Frames.BINARY_REQUEST);
            frame[offset] = (byte) value;
            try (RawPeer peer = SERVER.connect()) {
                peer.trySend(frame).expectClosed();
            }
        }
        assertThat(wrong).hasSize(256 - good.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aWrongByteIsNoticedBeforeTheNextOneComes(int offset) throws Exception {
        byte[] start = Arrays.copyOf(bytes(Frames.BINARY_REQUEST), offset + 1);
        start[offset] = (byte) 0xee;
        try (RawPeer peer = SERVER.connect()) {
            peer.send(start).expectClosed();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xffffffff, 0x80000000, Integer.MAX_VALUE, Frames.MAX_BODY + 1})
    void aLengthOverTheLimitEndsTheConnectionBeforeABodyComes(int length) throws Exception {
        for (int codec : new int[] {Frames.JSON, Frames.BINARY}) {
            for (int type : new int[] {REQUEST, Frames.RESPONSE, Frames.HEARTBEAT}) {
                try (RawPeer peer = SERVER.connect()) {
                    peer.send(Frames.header(1, codec, type, 1, length)).expectClosed();
                }
            }
        }
    }

    @Test
    void aBodyAsLongAsTheLimitIsRead() throws Exception {
        byte[] body = new byte[Frames.MAX_BODY];
        Arrays.fill(body, (byte) ' ');
        byte[] call = Frames.bodyOf(bytes(Frames.DOCUMENT_REQUEST));
        System.arraycopy(call, 0, body, body.length - call.length, call.length);

        byte[] answer = SERVER.answer(Frames.frame(JSON, REQUEST, 1, body));

        assertThat(Frames.hex(answer)).isEqualTo(Frames.DOCUMENT_RESPONSE);
    }

    @Test
    void goodFramesBeforeABadOneMayBeAnsweredButNothingAfterIt() throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            peer.send(bytes(Frames.HEARTBEAT_FRAME), bytes("6d727002"), bytes(Frames.HEARTBEAT_FRAME));
            peer.drain();
        }
    }

    @Test
    void aNativeFrameBeforeTheHelloEndsTheConnection() throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            peer.send(Frames.header(1, Frames.NATIVE, REQUEST, 1, 0)).expectClosed();
        }
    }

    @Test
    void oneConnectionsEndLeavesTheOthersAlone() throws Exception {
        try (RawPeer good = SERVER.connect();
                RawPeer bad = SERVER.connect()) {
            ArithServer.expectServing(good);
            bad.send(bytes("00")).expectClosed();
            ArithServer.expectServing(good);
        }
    }
}

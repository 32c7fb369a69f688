package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.HEARTBEAT;
import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.NATIVE;
import static io.minirpc.tests.wire.Frames.REQUEST;
import static io.minirpc.tests.wire.Frames.RESPONSE;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static io.minirpc.tests.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native codec as the protocol's document has it, with protobuf written by hand. */
class NativeWireTest {
    private static final String HELLO = hex(frame(JSON, HEARTBEAT, 0, bytes("0803"))); // features = 3
    private static final String ADD = methodId("Arith.Add");
    private static final String ONE_AND_TWO = "08011002"; // A = 1, B = 2
    private static final int INVALID_ARGUMENT = 3;
    private static final int UNIMPLEMENTED = 0x80 | 12; // and not executed

    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @Test
    void theHelloIsAnsweredByTheServersOwn() throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            String hello = hex(Frames.bodyOf(peer.send(HELLO).receive()));

            assertThat(hello).startsWith("0807"); // native, metadata, cancel and drain
        }
    }

    @Test
    void aNativeCallIsAnsweredInTheNativeForm() throws Exception {
        try (RawPeer peer = greeted()) {
            assertThat(call(peer, "00" + ADD + ONE_AND_TWO)).isEqualTo("00" + "0803");
            assertThat(call(peer, "01" + ADD + "c0843d" + ONE_AND_TWO)).isEqualTo("00" + "0803"); // within a second
            assertThat(call(peer, "02" + ADD + "01" + "0161" + "0162" + ONE_AND_TWO))
                    .isEqualTo("00" + "0803");
            assertThat(call(peer, "00" + ADD)).isEqualTo("00"); // 0 + 0
        }
    }

    @Test
    void unknownFieldsAreSkippedAndOfTwoTheLastCounts() throws Exception {
        try (RawPeer peer = greeted()) {
            assertThat(call(peer, "00" + ADD + "1a03616263" + "0809" + "fd7f00000000" + "0801" + "1002"))
                    .isEqualTo("00" + "0803");
        }
    }

    @Test
    void aMethodErrorHasItsCodeAndText() throws Exception {
        try (RawPeer peer = greeted()) {
            assertThat(call(peer, "00" + methodId("Arith.Div") + "0801"))
                    .isEqualTo("03" + "0e" + "646976696465206279207a65726f");
        }
    }

    @Test
    void theOtherFormsAreServedOnTheSameConnection() throws Exception {
        try (RawPeer peer = greeted()) {
            ArithServer.expectServing(peer);
            assertThat(peer.send(Frames.PAYLOAD_REQUEST).receiveHex()).isEqualTo(Frames.PAYLOAD_RESPONSE);
            assertThat(peer.send(Frames.DOCUMENT_REQUEST).receiveHex()).isEqualTo(Frames.DOCUMENT_RESPONSE);
            assertThat(call(peer, "00" + ADD + ONE_AND_TWO)).isEqualTo("00" + "0803");
        }
    }

    @Test
    void aBodyCutWithinItsEnvelopeIsAnsweredByAnError() throws Exception {
        byte[] body = bytes("03" + ADD + "c0843d" + "02" + "0161" + "0162" + "0163" + "0164");
        try (RawPeer peer = greeted()) {
            for (int cut = 0; cut < body.length; cut++) {
                assertError(peer, INVALID_ARGUMENT, hex(Arrays.copyOf(body, cut)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08", // no value
                "0a", // no length
                "0a05616263", // length beyond the end
                "0affffffff0f", // length of 2^32 - 1
                "0affffffffffffffff7f", // length of 2^63 - 1
                "0affffffffffffffffff01", // length of 2^64 - 1
                "08ffffffffffffffffffff01", // varint of eleven bytes
                "08ffffffffffffffffffffffffffffff", // varint without end
                "088080808008", // 2^31, which is no int
                "0a00", // A as a text
                "0d01000000", // A as fixed32
                "0901000000000000", // fixed64 cut short
                "0001", // field 0
                "0b", // group without end
                "0c", // end of no group
                "0e", // wire type 6
                "0f", // wire type 7
                "f8ffffff7f01", // field number beyond 2^29
            })
    void argumentsThatAreNoProtobufAreAnsweredByAnError(String args) throws Exception {
        try (RawPeer peer = greeted()) {
            assertError(peer, INVALID_ARGUMENT, "00" + ADD + args);
        }
    }

    @Test
    void groupsNestedWithoutEndAreAnsweredByAnError() throws Exception {
        try (RawPeer peer = greeted()) {
            assertError(peer, INVALID_ARGUMENT, "00" + ADD + "1b".repeat(100_000));
            assertError(peer, INVALID_ARGUMENT, "00" + ADD + "1b".repeat(100_000) + "1c".repeat(100_000));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"c328", "c0af", "eda080", "ff"})
    void textThatIsNotUtf8IsAnsweredByAnError(String text) throws Exception {
        try (RawPeer peer = greeted()) {
            String length = HexFormat.of().toHexDigits((byte) (text.length() / 2));
            assertError(peer, INVALID_ARGUMENT, "00" + methodId("Arith.Echo") + "0a" + length + text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"04", "08", "10", "20", "40", "80", "ff"})
    void unknownFlagsAreAnsweredByAnError(String flags) throws Exception {
        try (RawPeer peer = greeted()) {
            assertError(peer, INVALID_ARGUMENT, flags + ADD + ONE_AND_TWO);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Arith.Sub", "Arith.add", "Geometry.Add", "", "Arith.Add#0123456789abcdef"})
    void unknownMethodsAndLayoutsAreUnimplemented(String method) throws Exception {
        try (RawPeer peer = greeted()) {
            assertError(peer, UNIMPLEMENTED, "00" + methodId(method) + ONE_AND_TWO);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffffffffffffffff7f", // 2^63 - 1 entries
                "ff01" + "0161", // 255 entries
                "01" + "ffffffff7f" + "61",
                "01" + "0141" + "0162", // a key in capitals
                "02" + "0161" + "0162" + "0161" + "0162", // twice
                "01" + "01ff" + "0162",
            })
    void metadataThatLiesIsAnsweredByAnError(String metadata) throws Exception {
        try (RawPeer peer = greeted()) {
            assertError(peer, INVALID_ARGUMENT, "02" + ADD + metadata);
        }
    }

    private static RawPeer greeted() throws IOException {
        RawPeer peer = SERVER.connect();
        assertThat(Frames.typeOf(peer.send(HELLO).receive())).isEqualTo(HEARTBEAT);
        return peer;
    }

    private static String call(RawPeer peer, String body) throws IOException {
        byte[] answer = peer.send(frame(NATIVE, REQUEST, 7, bytes(body))).receive();
        assertThat(hex(answer)).startsWith("6d7270010201" + "00000007");
        assertThat(Frames.typeOf(answer)).isEqualTo(RESPONSE);
        return hex(Frames.bodyOf(answer));
    }

    /** Fails unless the body is answered by a status with a text, and then the next call. */
    private static void assertError(RawPeer peer, int code, String body) throws IOException {
        byte[] answer = bytes(call(peer, body));
        assertThat(answer[0] & 0xff).as(hex(answer)).isEqualTo(code);
        assertThat(answer.length).as("code and text").isGreaterThan(2);
        assertThat(call(peer, "00" + ADD + ONE_AND_TWO)).isEqualTo("00" + "0803");
    }

    /** FNV-1a, 64 bits, of a text. */
    private static String methodId(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : Frames.utf8(text)) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        return HexFormat.of().toHexDigits(hash);
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.BINARY;
import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.REQUEST;
import static io.minirpc.tests.wire.Frames.RESPONSE;
import static io.minirpc.tests.wire.Frames.binaryBody;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static io.minirpc.tests.wire.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are wrong are answered by an error with their seq, and the connection lives on. */
class HostileBodyTest {
    private static final int SEQ = 0xcafebabe;
    private static final int DEEP = 100_000;

    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no JSON, or none of an envelope
                "",
                " ",
                "Arith.Add",
                "null",
                "42",
                "[]",
                "\"{}\"",
                "{",
                "{}}",
                "{}{}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{}} x",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}{}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},}",
                "{'ServiceMethod':'Arith.Add','Args':{}}",
                "{ServiceMethod:\"Arith.Add\",Args:{}}",
                "/* hello */{\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}",
                "\u0000{\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}",
                // the method
                "{}",
                "{\"Args\":{\"A\":1,\"B\":2}}",
                "{\"ServiceMethod\":null,\"Args\":{}}",
                "{\"ServiceMethod\":42,\"Args\":{}}",
                "{\"ServiceMethod\":[\"Arith.Add\"],\"Args\":{}}",
                "{\"ServiceMethod\":\"\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.\",\"Args\":{}}",
                "{\"ServiceMethod\":\".Add\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.Sub\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.add\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.Add.Add\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Geometry.Add\",\"Args\":{}}",
                "{\"ServiceMethod\":\"java.lang.Runtime.exit\",\"Args\":{}}",
                // names that come twice
                "{\"ServiceMethod\":\"Arith.Add\",\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"servicemethod\":\"Arith.Mul\",\"Args\":{}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"ARGS\":{}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1,\"a\":1}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1,\"A\":1}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Payload\":\"e30=\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Payload\":\"e30=\",\"payload\":\"e30=\"}",
                // arguments of another type
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":[]}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":\"{}\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":42}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":true}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":\"one\"}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":true}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":{}}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":[1]}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":NaN}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":01}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":0x1}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1.5}}",
                "{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":42}}",
                "{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"a\tb\"}}",
                "{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"\\x\"}}",
                "{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"\\ud800\"}}",
                "{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"\\udc00\\ud800\"}}",
                // numbers out of range
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":2147483648}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":-2147483649}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":4294967297}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":18446744073709551617}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1e9999}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":2147483647,\"B\":1}}",
                // the payload form
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":42}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":{}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"***\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"e30\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"e3\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"e30=x\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"//79/A==\"}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"e30ge30=\"}",
                "{\"Error\":\"\",\"Payload\":\"e30=\"}",
                // metadata
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":42}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"a\":42}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"a\":\"\",\"a\":\"\"}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"white space\":\"\"}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"mrp-timeout-us\":\"soon\"}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"mrp-timeout-us\":\"-1\"}}",
            })
    void aBadDocumentIsAnsweredByAnError(String document) throws Exception {
        assertError(JSON, utf8(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "c328", "c0af", "e28028", "eda080", "f4908080", "f8888080", "ff", "80"})
    void bytesThatAreNotUtf8AreAnsweredByAnError(String bad) throws Exception {
        byte[] before = utf8("{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"a");
        assertError(JSON, Frames.concat(before, bytes(bad), utf8("b\"}}")));
        assertError(JSON, Frames.concat(utf8("{\"x"), bytes(bad), utf8("\":1,\"ServiceMethod\":\"Arith.Add\"}")));
        assertError(JSON, "{\"ServiceMethod\":\"Arith.Echo\"}".getBytes(StandardCharsets.UTF_16LE));

        byte[] args = Frames.concat(utf8("{\"Text\":\"a"), bytes(bad), utf8("b\"}"));
        assertError(BINARY, binary(utf8("Arith.Echo"), args));
        assertError(BINARY, binary(Frames.concat(utf8("Arith.Ec"), bytes(bad), utf8("ho")), utf8("{}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":%s}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":%s}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"Unknown\":%s}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Unknown\":%s}",
                "{\"Seq\":%s,\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}",
            })
    void jsonNestedWithoutEndIsAnsweredByAnError(String document) throws Exception {
        String arrays = "[".repeat(DEEP) + "]".repeat(DEEP);
        String objects = "{\"A\":".repeat(DEEP) + "1" + "}".repeat(DEEP);

        assertError(JSON, utf8(document.replace("%s", arrays)));
        assertError(JSON, utf8(document.replace("%s", objects)));
        assertError(JSON, utf8(document.replace("%s", "[".repeat(DEEP))));
        assertError(JSON, utf8(document.replace("%s", "{\"A\":".repeat(DEEP))));
    }

    @Test
    void nestedArgumentsOfBinaryAreAnsweredByAnError() throws Exception {
        assertError(BINARY, binary(utf8("Arith.Add"), utf8("[".repeat(DEEP))));
        assertError(BINARY, binary(utf8("Arith.Add"), utf8("{\"x\":".repeat(DEEP) + "1" + "}".repeat(DEEP))));
    }

    @Test
    void partsThatAreTooLongAreAnsweredByAnError() throws Exception {
        String longText = "x".repeat((1 << 20) + 1);
        assertError(JSON, utf8("{\"ServiceMethod\":\"Arith.Echo\",\"Args\":{\"Text\":\"" + longText + "\"}}"));
        assertError(JSON, utf8("{\"ServiceMethod\":\"" + longText + "\",\"Args\":{}}"));
        assertError(JSON, utf8("{\"" + longText + "\":1,\"ServiceMethod\":\"Arith.Add\",\"Args\":{}}"));
        assertError(JSON, utf8("{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":" + "1".repeat(100_000) + "}}"));
        assertError(JSON, utf8("{\"ServiceMethod\":\"Arith.Add\",\"Seq\":" + "1".repeat(100_000) + ",\"Args\":{}}"));
        assertError(
                JSON,
                utf8("{\"ServiceMethod\":\"Arith.Add\",\"Args\":{},\"Metadata\":{\"a\":\"" + "x".repeat(9_000)
                        + "\"}}"));
        assertError(BINARY, binary(utf8("Arith." + "x".repeat(65_000)), utf8("{}")));
    }

    @Test
    void aNameThatDoesNotFitTheAnswerIsLeftOut() throws Exception {
        byte[] answer = assertError(JSON, utf8("{\"ServiceMethod\":\"" + "\u0001".repeat(10) + "\"}"));
        assertThat(answer).hasSizeLessThan(1_000);
    }

    @Test
    void aBinaryBodyCutAnywhereIsAnsweredByAnError() throws Exception {
        byte[] body = binaryBody("Arith.Add", "{\"A\":1,\"B\":2}", "an error");
        for (int cut = 0; cut < body.length; cut++) {
            assertError(BINARY, Arrays.copyOf(body, cut));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {14, 15, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000L, 0xffff_fff0L, 0xffff_ffffL})
    void aBinaryBodyThatLiesAboutItsPayloadIsAnsweredByAnError(long length) throws Exception {
        ByteBuffer body = ByteBuffer.wrap(binaryBody("Arith.Add", "{\"A\":1,\"B\":2}", ""));
        body.putInt(11, (int) length);
        assertError(BINARY, body.array());
    }

    @Test
    void aBinaryBodyThatLiesAboutItsTextsIsAnsweredByAnError() throws Exception {
        ByteBuffer body = ByteBuffer.wrap(binaryBody("Arith.Add", "{}", ""));
        for (int length : new int[] {0, 1, 8, 10, 18, 0x7fff, 0x8000, 0xffff}) {
            assertError(BINARY, body.duplicate().putShort(0, (short) length).array());
            body.putShort(0, (short) 9);
        }
        for (int length : new int[] {1, 0x7fff, 0x8000, 0xffff}) {
            assertError(BINARY, body.duplicate().putShort(17, (short) length).array());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0001", "00010001", "00010001610001", "ffff", "0001ffff61", "000100016100ff62", "00010000"})
    void anExtensionThatLiesIsAnsweredByAnError(String rest) throws Exception {
        byte[] body = binaryBody("Arith.Add", "{}", "");
        assertError(BINARY, Frames.concat(body, utf8("mrpx"), bytes(rest)));
    }

    @Test
    void aResponseSentToTheServerIsDropped() throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            for (String response :
                    new String[] {Frames.BINARY_RESPONSE, Frames.PAYLOAD_RESPONSE, Frames.BINARY_ERROR}) {
                peer.send(response);
                ArithServer.expectServing(peer);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "ff", "08", "0a05", "ffffffffffffffffffff", "7b7d", "08ffffffffffffffffff01", "1a00"})
    void aHelloThatNobodyUnderstandsEndsNothing(String body) throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            peer.send(frame(JSON, Frames.HEARTBEAT, 0, bytes(body))).send(Frames.BINARY_REQUEST);
            assertThat(Frames.hex(peer.receiveRequest())).isEqualTo(Frames.BINARY_RESPONSE);
        }
    }

    /** Fails unless the body is answered by an error with its seq, and then the next call. */
    private static byte[] assertError(int codec, byte[] body) throws Exception {
        try (RawPeer peer = SERVER.connect()) {
            byte[] answer = peer.send(frame(codec, REQUEST, SEQ, body)).receive();
            String shown = new String(Frames.bodyOf(answer), StandardCharsets.UTF_8);
            assertThat(Frames.codecOf(answer)).as(shown).isEqualTo(codec);
            assertThat(Frames.typeOf(answer)).as(shown).isEqualTo(RESPONSE);
            assertThat(Frames.seqOf(answer)).as(shown).isEqualTo(SEQ);
            assertThat(Frames.errorOf(answer)).as(shown).isNotEmpty().doesNotContain("Exception", "jackson", "\tat ");
            ArithServer.expectServing(peer);
            return answer;
        }
    }

    private static byte[] binary(byte[] method, byte[] args) {
        return ByteBuffer.allocate(8 + method.length + args.length)
                .putShort((short) method.length)
                .put(method)
                .putInt(args.length)
                .put(args)
                .putShort((short) 0)
                .array();
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.BINARY;
import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.REQUEST;
import static io.minirpc.tests.wire.Frames.RESPONSE;
import static io.minirpc.tests.wire.Frames.binaryBody;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static io.minirpc.tests.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server answers to peers of version 1, byte for byte. */
class ServerVectorsTest {
    @RegisterExtension
    static final ArithServer SERVER = new ArithServer();

    @Test
    void payloadFormIsAnsweredInPayloadForm() throws Exception {
        assertAnswer(Frames.PAYLOAD_REQUEST, Frames.PAYLOAD_RESPONSE);
    }

    @Test
    void documentFormIsAnsweredInDocumentForm() throws Exception {
        assertAnswer(Frames.DOCUMENT_REQUEST, Frames.DOCUMENT_RESPONSE);
    }

    @Test
    void binaryIsAnsweredInBinary() throws Exception {
        assertAnswer(Frames.BINARY_REQUEST, Frames.BINARY_RESPONSE);
    }

    @Test
    void binaryMethodErrorCarriesTheZeroReplyAndTheBareText() throws Exception {
        assertAnswer(
                hex(frame(BINARY, REQUEST, 1, binaryBody("Arith.Div", "{\"A\":1,\"B\":0}", ""))), Frames.BINARY_ERROR);
    }

    @Test
    void documentMethodErrorCarriesTheZeroReplyAndTheBareText() throws Exception {
        assertThat(json(SERVER.answer(Frames.call(1, "Arith.Div", "{\"A\":1,\"B\":0}"))))
                .isEqualTo("{\"ServiceMethod\":\"Arith.Div\",\"Seq\":1,\"Reply\":{\"Result\":0},"
                        + "\"Error\":\"divide by zero\"}");
    }

    @Test
    void payloadMethodErrorCarriesTheZeroReplyAndTheBareText() throws Exception {
        assertThat(json(SERVER.answer(payload("Arith.Div", "{\"A\":1,\"B\":0}"))))
                .isEqualTo("{\"ServiceMethod\":\"Arith.Div\",\"Error\":\"divide by zero\",\"Payload\":\""
                        + base64("{\"Result\":0}") + "\"}");
    }

    @Test
    void heartbeatIsEchoed() throws Exception {
        assertAnswer(Frames.HEARTBEAT_FRAME, Frames.HEARTBEAT_FRAME);
    }

    @Test
    void otherMethodsAreAnsweredToo() throws Exception {
        assertThat(json(SERVER.answer(Frames.call(7, "Arith.Sleep", "{\"Ms\":1}"))))
                .isEqualTo("{\"ServiceMethod\":\"Arith.Sleep\",\"Seq\":7,\"Reply\":{\"SleptMs\":1},\"Error\":\"\"}");
        assertThat(json(SERVER.answer(Frames.call(8, "Arith.Echo", "{\"Text\":\"ĉu \\\"ne\\\"? 🐌\"}"))))
                .isEqualTo("{\"ServiceMethod\":\"Arith.Echo\",\"Seq\":8,\"Reply\":{\"Text\":\"ĉu \\\"ne\\\"? 🐌\"},"
                        + "\"Error\":\"\"}");
        assertThat(json(SERVER.answer(Frames.call(9, "Arith.Mul", "{\"A\":-6,\"B\":7}"))))
                .contains("\"Reply\":{\"Result\":-42}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // names in any case, in any order, with blanks and with what we don't know between them
                "{\"servicemethod\":\"Arith.Add\",\"seq\":1,\"args\":{\"a\":1,\"b\":2}}",
                "{\"SERVICEMETHOD\":\"Arith.Add\",\"SEQ\":1,\"ARGS\":{\"A\":1,\"B\":2}}",
                "{\"Args\":{\"B\":2,\"A\":1},\"Seq\":1,\"ServiceMethod\":\"Arith.Add\"}",
                " {\n \"ServiceMethod\" : \"Arith.Add\" ,\t\"Args\" : { \"A\" : 1 , \"B\" : 2 } } ",
                "\ufeff{\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"A\":1,\"B\":2}}",
                "{\"Trace\":[{\"x\":{}},[null]],\"ServiceMethod\":\"Arith.Add\",\"Args\":{\"C\":[{}],\"A\":1,\"B\":2}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Seq\":1,\"Error\":\"\",\"Args\":{\"A\":1,\"B\":2}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Seq\":\"what the header says counts\",\"Args\":{\"A\":3}}",
                "{\"ServiceMethod\":\"\\u0041rith.Add\",\"Seq\":1,\"Args\":{\"\\u0041\":3,\"B\":null}}",
            })
    void documentsAreReadAsOtherImplementationsMayWriteThem(String document) throws Exception {
        assertThat(hex(SERVER.answer(frame(JSON, REQUEST, 1, document)))).isEqualTo(Frames.DOCUMENT_RESPONSE);
    }

    @Test
    void payloadNamesMatchInAnyCase() throws Exception {
        String document =
                "{\"servicemethod\":\"Arith.Add\",\"error\":\"\",\"payload\":\"" + base64("{\"a\":1,\"b\":2}") + "\"}";

        assertThat(hex(SERVER.answer(frame(JSON, REQUEST, 1, document)))).isEqualTo(Frames.PAYLOAD_RESPONSE);
    }

    @Test
    void bytesBehindABinaryBodyAreSkipped() throws Exception {
        byte[] body = Frames.concat(binaryBody("Arith.Add", "{\"A\":1,\"B\":2}", ""), bytes("00ff6d7270ffff"));

        assertThat(hex(SERVER.answer(frame(BINARY, REQUEST, 1, body)))).isEqualTo(Frames.BINARY_RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void everySeqIsAnsweredWithItself(int seq) throws Exception {
        byte[] document = SERVER.answer(Frames.add(seq, 1, 2));
        assertThat(Frames.seqOf(document)).isEqualTo(seq);
        assertThat(json(document)).contains("\"Seq\":" + Integer.toUnsignedString(seq) + ",");

        byte[] binary = SERVER.answer(frame(BINARY, REQUEST, seq, binaryBody("Arith.Add", "{\"A\":1,\"B\":2}", "")));
        assertThat(Frames.seqOf(binary)).isEqualTo(seq);
    }

    private static void assertAnswer(String request, String response) throws Exception {
        assertThat(hex(SERVER.answer(bytes(request)))).isEqualTo(response);
    }

    private static byte[] payload(String method, String args) {
        return frame(
                JSON,
                REQUEST,
                1,
                "{\"ServiceMethod\":\"" + method + "\",\"Error\":\"\",\"Payload\":\"" + base64(args) + "\"}");
    }

    private static String base64(String json) {
        return Base64.getEncoder().encodeToString(Frames.utf8(json));
    }

    private static String json(byte[] response) {
        assertThat(Frames.codecOf(response)).isEqualTo(JSON);
        assertThat(Frames.typeOf(response)).isEqualTo(RESPONSE);
        return new String(Frames.bodyOf(response), StandardCharsets.UTF_8);
    }
}

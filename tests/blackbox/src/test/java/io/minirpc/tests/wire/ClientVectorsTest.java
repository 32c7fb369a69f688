package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.RESPONSE;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.samples.arith.Arith;
import io.minirpc.samples.arith.ArithStub;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says to a server of version 1, byte for byte, and what it makes of the answers. */
class ClientVectorsTest {
    private static final Arith.Operands ONE_AND_TWO = new Arith.Operands(1, 2);

    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({
        "BINARY, " + Frames.BINARY_REQUEST + ", " + Frames.BINARY_RESPONSE,
        "JSON_PAYLOAD, " + Frames.PAYLOAD_REQUEST + ", " + Frames.PAYLOAD_RESPONSE,
    })
    void aCallIsTheVectorAndItsAnswerIsUnderstood(WireFormat format, String request, String response) throws Exception {
        assertCall(format, request, response);
    }

    @Test
    void aCallInDocumentFormIsTheDocument() throws Exception {
        assertCall(WireFormat.JSON, Frames.DOCUMENT_REQUEST, Frames.DOCUMENT_RESPONSE);
    }

    @Test
    void aNativeCallToAServerOfVersionOneTravelsInBinary() throws Exception {
        assertCall(WireFormat.NATIVE, Frames.BINARY_REQUEST, Frames.BINARY_RESPONSE);
    }

    @Test
    void theSecondCallHasAnotherSeq() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer::serveWell, FakeServer::serveWell);
                RpcClient client = client(server, WireFormat.BINARY)) {
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    @Test
    void aMethodErrorHasItsTextAndNoCode() throws Exception {
        try (FakeServer server = answering(Frames.BINARY_ERROR);
                RpcClient client = client(server, WireFormat.BINARY)) {
            RpcException error =
                    catchThrowableOfType(RpcException.class, () -> new ArithStub(client).div(new Arith.Operands(1, 0)));

            assertThat(error.code()).isEqualTo(StatusCode.UNKNOWN);
            assertThat(error).hasMessage("Arith.Div at 127.0.0.1:" + server.port() + ": divide by zero");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"servicemethod\":\"Arith.Add\",\"seq\":1,\"reply\":{\"result\":3},\"error\":\"\"}",
                "{\"ERROR\":null,\"REPLY\":{\"RESULT\":3}}",
                "{\"Reply\":{\"Result\":3,\"Carry\":[{}]},\"Server\":{\"a\":[1]},\"Error\":\"\"}",
                "{\"ServiceMethod\":\"Somebody.Else\",\"Seq\":99,\"Reply\":{\"Result\":3}}",
                "{\"ServiceMethod\":\"Arith.Add\",\"Error\":\"\",\"Payload\":\"eyJSZXN1bHQiOjN9\"}",
            })
    void answersAreReadAsOtherImplementationsMayWriteThem(String answer) throws Exception {
        try (FakeServer server = answering(hex(Frames.frame(Frames.JSON, RESPONSE, 1, answer)));
                RpcClient client = client(server, WireFormat.JSON)) {
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    @Test
    void anIdleClientSendsHeartbeatsAndLivesWithSilence() throws Exception {
        FakeServer.Script recording = peer -> {
            while (true) {
                byte[] frame = peer.receive();
                seen.add(hex(frame));
                if (Frames.typeOf(frame) == Frames.REQUEST) {
                    FakeServer.answer(peer, frame);
                }
            }
        };
        try (FakeServer server = FakeServer.start(recording);
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(WireFormat.BINARY)
                        .heartbeat(Duration.ofMillis(20))
                        .build()) {
            Arith arith = new ArithStub(client);
            arith.add(ONE_AND_TWO);
            assertHello(next());
            assertThat(next()).isEqualTo(Frames.BINARY_REQUEST);
            for (int i = 0; i < 6; i++) {
                assertThat(next()).isEqualTo(Frames.HEARTBEAT_FRAME);
            }
            assertThat(arith.add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    private void assertCall(WireFormat format, String request, String response) throws Exception {
        try (FakeServer server = answering(response);
                RpcClient client = client(server, format)) {
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));

            assertHello(next());
            assertThat(next()).isEqualTo(request);
        }
    }

    /** Records what it gets, and answers requests by a vector. */
    private FakeServer answering(String response) throws Exception {
        return FakeServer.start(peer -> {
            while (true) {
                byte[] frame = peer.receive();
                seen.add(hex(frame));
                if (Frames.typeOf(frame) == Frames.REQUEST) {
                    peer.send(response);
                }
            }
        });
    }

    private String next() throws InterruptedException {
        String frame = seen.poll(10, TimeUnit.SECONDS);
        assertThat(frame).as("a frame").isNotNull();
        return frame;
    }

    /** A hello is a heartbeat with something in it. */
    private static void assertHello(String frame) {
        assertThat(frame).startsWith("6d7270010002" + "00000000");
        assertThat(Frames.bodyOf(bytes(frame))).isNotEmpty();
    }

    private static RpcClient client(FakeServer server, WireFormat format) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .build();
    }
}

package io.minirpc.tests.wire;

import static io.minirpc.tests.wire.Frames.BINARY;
import static io.minirpc.tests.wire.Frames.HEARTBEAT;
import static io.minirpc.tests.wire.Frames.JSON;
import static io.minirpc.tests.wire.Frames.NATIVE;
import static io.minirpc.tests.wire.Frames.RESPONSE;
import static io.minirpc.tests.wire.Frames.binaryBody;
import static io.minirpc.tests.wire.Frames.bytes;
import static io.minirpc.tests.wire.Frames.frame;
import static io.minirpc.tests.wire.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.samples.arith.Arith;
import io.minirpc.samples.arith.ArithStub;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server says, a call ends by a clear code, and the client is as good as before. */
class HostileServerTest {
    private static final Arith.Operands ONE_AND_TWO = new Arith.Operands(1, 2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aServerThatHangsUpAtOnceIsUnavailable() throws Exception {
        assertLost(RawPeer::receiveRequest);
    }

    @Test
    void aServerThatHangsUpBeforeItsHelloIsUnavailable() throws Exception {
        try (FakeServer server = FakeServer.start(client -> {}, FakeServer::serveWell);
                RpcClient client = client(server, WireFormat.NATIVE, LONG)) {
            assertThat(failure(client).code()).isEqualTo(StatusCode.UNAVAILABLE);
            awaitGoodCall(client);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "485454502f312e31", // HTTP/1.1
                "6d7271",
                "6d727002",
                "6d72700103",
                "6d7270010003",
                "6d727001000100000001ffffffff",
                "6d72700100010000000180000000",
                "6d72700100010000000100400001", // limit + 1
                "6d727001020100000001", // native, without a hello
            })
    void aBadHeaderEndsTheConnection(String header) throws Exception {
        assertLost(client -> {
            client.receiveRequest();
            client.send(header).drain();
        });
    }

    @Test
    void aResponseCutAnywhereIsALostConnection() throws Exception {
        byte[] response = bytes(Frames.BINARY_RESPONSE);
        for (int cut = 0; cut < response.length; cut += 3) {
            byte[] part = Arrays.copyOf(response, cut);
            assertLost(client -> {
                client.receiveRequest();
                client.send(part);
            });
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void aServerThatNeverAnswersMeetsTheDeadline(WireFormat format) throws Exception {
        assertDeadlineExceeded(format, RawPeer::drain);
    }

    @Test
    void aBodyThatNeverEndsMeetsTheDeadline() throws Exception {
        assertDeadlineExceeded(WireFormat.BINARY, client -> {
            client.receiveRequest();
            client.send(Frames.header(1, BINARY, RESPONSE, 1, Frames.MAX_BODY), new byte[1_000]);
            client.drain();
        });
    }

    @Test
    void anAnswerToSomebodyElseIsDropped() throws Exception {
        assertAnswered(client -> {
            byte[] request = client.receiveRequest();
            int seq = Frames.seqOf(request);
            for (int other : new int[] {seq + 1, seq - 1, seq + 64, seq ^ 0x80000000, 0, -1}) {
                client.send(frame(BINARY, RESPONSE, other, binaryBody("Arith.Add", "{\"Result\":99}", "")));
            }
            FakeServer.answer(client, request);
            client.drain();
        });
    }

    @Test
    void theFirstOfTwoAnswersCounts() throws Exception {
        assertAnswered(client -> {
            byte[] request = client.receiveRequest();
            FakeServer.answer(client, request);
            client.send(frame(BINARY, RESPONSE, Frames.seqOf(request), binaryBody("Arith.Add", "{\"Result\":4}", "")));
            FakeServer.serveWell(client);
        });
    }

    @Test
    void requestsAndStrangeHeartbeatsFromAServerAreDropped() throws Exception {
        assertAnswered(client -> {
            byte[] request = client.receiveRequest();
            client.send(Frames.BINARY_REQUEST).send(Frames.HEARTBEAT_FRAME);
            client.send(frame(JSON, HEARTBEAT, 0, bytes("ffffffffffffffffffffff")));
            client.send(frame(BINARY, HEARTBEAT, 5, utf8("{}")));
            FakeServer.answer(client, request);
            client.drain();
        });
    }

    @Test
    void anAnswerInAnotherFormIsUnderstood() throws Exception {
        assertAnswered(client -> {
            client.receiveRequest();
            client.send(Frames.PAYLOAD_RESPONSE).drain();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"Reply\":{\"Result\":3}",
                "{\"Reply\":{\"Result\":3}} x",
                "{\"Reply\":{\"Result\":\"three\"},\"Error\":\"\"}",
                "{\"Reply\":{\"Result\":2147483648},\"Error\":\"\"}",
                "{\"Reply\":[3],\"Error\":\"\"}",
                "{\"Reply\":{\"Result\":3,\"result\":4},\"Error\":\"\"}",
                "{\"Reply\":{\"Result\":3},\"reply\":{\"Result\":3}}",
                "{\"Reply\":{\"Result\":3},\"Error\":42}",
                "{\"Error\":\"\",\"Payload\":\"***\"}",
                "{\"Error\":\"\",\"Payload\":\"fQ==\"}",
                "{\"Reply\":{\"Result\":3},\"Error\":\"\",\"Metadata\":[]}",
            })
    void aBadDocumentFailsItsCallAndNoOther(String body) throws Exception {
        assertUnreadable(JSON, utf8(body));
    }

    @Test
    void aDeepDocumentFailsItsCallAndNoOther() throws Exception {
        assertUnreadable(JSON, utf8("[".repeat(100_000)));
        assertUnreadable(JSON, utf8("{\"Error\":\"\",\"Reply\":{\"Result\":" + "[".repeat(100_000)));
        assertUnreadable(JSON, utf8("{\"Error\":\"\",\"Reply\":{\"x\":" + "{\"x\":".repeat(100_000)));
    }

    @Test
    void aBinaryBodyThatLiesFailsItsCallAndNoOther() throws Exception {
        byte[] good = binaryBody("Arith.Add", "{\"Result\":3}", "");
        assertUnreadable(BINARY, new byte[0]);
        assertUnreadable(BINARY, Arrays.copyOf(good, good.length - 1));
        for (int length : new int[] {0xffffffff, 0x80000000, 0x7fffffff, 13}) {
            assertUnreadable(
                    BINARY, ByteBuffer.wrap(good.clone()).putInt(11, length).array());
        }
        assertUnreadable(BINARY, Frames.concat(good, utf8("mrpx"), bytes("ffff")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "0008ffffffffffffffffffff",
                "000d01000000",
                "03",
                "03ff",
                "0302c328",
                "20ff7f",
                "4301610501"
            })
    void aBadNativeBodyFailsItsCallAndNoOther(String body) throws Exception {
        FakeServer.Script script = client -> {
            client.receive();
            client.send(frame(JSON, HEARTBEAT, 0, bytes("0803")));
            int seq = Frames.seqOf(client.receiveRequest());
            client.send(frame(NATIVE, RESPONSE, seq, bytes(body)));
            while (true) {
                client.send(frame(NATIVE, RESPONSE, Frames.seqOf(client.receiveRequest()), bytes("000803")));
            }
        };
        try (FakeServer server = FakeServer.start(script);
                RpcClient client = client(server, WireFormat.NATIVE, LONG)) {
            RpcException error = failure(client);
            assertThat(error.code()).as(error.getMessage()).isIn(StatusCode.INTERNAL, StatusCode.INVALID_ARGUMENT);
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noiseEndsTheCallAndTheNextOneIsAnswered(long seed) throws Exception {
        Random random = new Random(seed);
        byte[] noise = new byte[1_000];
        random.nextBytes(noise);
        FakeServer.Script noisy = client -> {
            byte[] request = client.receiveRequest();
            client.send(frame(random.nextInt(2), RESPONSE, Frames.seqOf(request), noise), noise);
            client.drain();
        };
        try (FakeServer server = FakeServer.start(noisy, FakeServer::serveWell);
                RpcClient client = client(server, WireFormat.BINARY, LONG)) {
            assertThat(failure(client).code()).isIn(StatusCode.INTERNAL, StatusCode.UNAVAILABLE);
            awaitGoodCall(client);
        }
    }

    /** Fails unless a call ends by UNAVAILABLE, and a later one, on another connection, is answered. */
    private static void assertLost(FakeServer.Script hostile) throws IOException {
        try (FakeServer server = FakeServer.start(hostile, FakeServer::serveWell);
                RpcClient client = client(server, WireFormat.BINARY, LONG)) {
            RpcException error = failure(client);
            assertThat(error.code()).as(error.getMessage()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(error).hasMessageStartingWith("Arith.Add at 127.0.0.1:" + server.port() + ": ");
            awaitGoodCall(client);
        }
    }

    private static void assertDeadlineExceeded(WireFormat format, FakeServer.Script silent) throws IOException {
        try (FakeServer server = FakeServer.start(silent);
                RpcClient client = client(server, format, SHORT)) {
            assertThat(failure(client).code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        }
    }

    private static void assertAnswered(FakeServer.Script odd) throws IOException {
        try (FakeServer server = FakeServer.start(odd);
                RpcClient client = client(server, WireFormat.BINARY, LONG)) {
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    /** Fails unless a call ends by INTERNAL, and the next one on the same connection is answered. */
    private static void assertUnreadable(int codec, byte[] body) throws IOException {
        FakeServer.Script script = client -> {
            client.send(frame(codec, RESPONSE, Frames.seqOf(client.receiveRequest()), body));
            FakeServer.serveWell(client);
        };
        FakeServer.Script never = client -> {};
        try (FakeServer server = FakeServer.start(script, never);
                RpcClient client = client(server, WireFormat.BINARY, LONG)) {
            RpcException error = failure(client);
            assertThat(error.code()).as(error.getMessage()).isEqualTo(StatusCode.INTERNAL);
            assertThat(error).hasMessageContaining("the response cannot be read");
            assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3));
        }
    }

    /** A client may wait a little before it connects again; until then its calls fail at once. */
    private static void awaitGoodCall(RpcClient client) {
        await().pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(RpcException.class)
                .untilAsserted(
                        () -> assertThat(new ArithStub(client).add(ONE_AND_TWO)).isEqualTo(new Arith.Result(3)));
    }

    private static RpcException failure(RpcClient client) {
        RpcException error = catchThrowableOfType(RpcException.class, () -> new ArithStub(client).add(ONE_AND_TWO));
        assertThat(error).as("the call's failure").isNotNull();
        return error;
    }

    private static RpcClient client(FakeServer server, WireFormat format, Duration deadline) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .callTimeout(deadline)
                .build();
    }
}

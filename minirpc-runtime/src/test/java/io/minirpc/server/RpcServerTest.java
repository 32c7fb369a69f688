package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.codec.Limits;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server against bytes on a socket. */
class RpcServerTest {
    private static final String HELLO = "6d727001000200000000000000020803";
    private static final String ADD = "{\"ServiceMethod\":\"Test.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}";
    private static final String WAIT = "{\"ServiceMethod\":\"Test.Wait\",\"Seq\":1,\"Args\":\"x\"}";

    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private RpcServer server = start(RpcServer.builder());

    private RpcServer start(RpcServerBuilder settings) {
        return settings.address("127.0.0.1", 0)
                .add(TestService.binding(waited))
                .build()
                .start();
    }

    private RawPeer connect() throws Exception {
        return RawPeer.connect(server.port());
    }

    private void restart(RpcServerBuilder settings) {
        server.shutdown(Duration.ZERO);
        server = start(settings);
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    @Test
    void textHasAddressAndState() {
        RpcServer other = RpcServer.builder().address("::1", 0).build();
        assertThat(other).hasToString("RpcServer([::1]:0, not started)");
        assertThat(server).hasToString("RpcServer(127.0.0.1:" + server.port() + ", running)");
        int port = server.port();
        server.shutdown(Duration.ZERO);
        assertThat(server).hasToString("RpcServer(127.0.0.1:" + port + ", shut down)");
        assertThat(RpcServer.builder().inProcess("a").build()).hasToString("RpcServer(in-process:a, not started)");
    }

    @Test
    void requestsAreAnsweredInTheFormTheyCameIn() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(0, 0, -1, ADD);
            RawFrame frame = peer.read();
            assertThat(frame.seq()).isEqualTo(-1);
            assertThat(frame.text())
                    .isEqualTo("{\"ServiceMethod\":\"Test.Add\",\"Seq\":4294967295,\"Reply\":3,\"Error\":\"\"}");
            peer.send(0, 0, 2, "{\"servicemethod\":\"Test.Add\",\"payload\":\"eyJhIjoxLCJiIjoyfQ==\"}");
            assertThat(peer.read().text())
                    .isEqualTo("{\"ServiceMethod\":\"Test.Add\",\"Error\":\"\",\"Payload\":\"Mw==\"}");
            peer.send(1, 0, 3, HexFormat.of().parseHex("0008546573742e4164640000000d7b2241223a312c2242223a327d0000"));
            assertThat(peer.read().body())
                    .isEqualTo(HexFormat.of().parseHex("0008546573742e4164640000000133" + "0000"));
        }
    }

    @Test
    void errorsCarryTheZeroValueOfTheReply() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(0, 0, 1, "{\"ServiceMethod\":\"Test.Divide\",\"Args\":{\"A\":1,\"B\":0}}");
            assertThat(peer.read().text())
                    .isEqualTo(
                            "{\"ServiceMethod\":\"Test.Divide\",\"Seq\":1,\"Reply\":{\"Result\":0},\"Error\":\"divide by zero\"}");
        }
    }

    @Test
    void whatIsBeyondVersionOneIsToldOnlyToThoseWhoAsk() throws Exception {
        String divide = "{\"ServiceMethod\":\"Test.Divide\",\"Args\":{\"A\":1,\"B\":0}%s}";
        try (RawPeer peer = connect()) {
            peer.send(0, 0, 1, divide.formatted(""));
            assertThat(peer.read().text()).doesNotContain("Metadata");
            peer.send(0, 0, 2, divide.formatted(",\"Metadata\":{}"));
            assertThat(peer.read().text()).contains("\"Metadata\":{\"mrp-status\":\"3\"}");
            peer.send(0, 0, 3, divide.formatted(""));
            assertThat(peer.read().text()).doesNotContain("Metadata");
            peer.send(HELLO);
            RawFrame hello = peer.read();
            assertThat(hello.type()).isEqualTo(2);
            assertThat(hello.body()).startsWith(0x08, 0x07);
            peer.send(0, 0, 4, divide.formatted(""));
            assertThat(peer.read().text()).contains("mrp-status");
        }
    }

    @Test
    void heartbeatsAreAnsweredByTheSameFrame() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send("6d72700100020000000000000000");
            RawFrame frame = peer.read();
            assertThat(frame.codec()).isZero();
            assertThat(frame.type()).isEqualTo(2);
            assertThat(frame.seq()).isZero();
            assertThat(frame.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00",
                "6d727002",
                "6d72700102",
                "6d727001ff",
                "6d7270010003",
                "6d7270010000000000010000a000ff",
                "6d72700100000000000180000000",
                "6d727001000000000001ffffffff"
            })
    void wrongHeadersEndTheConnection(String hex) throws Exception {
        restart(RpcServer.builder()
                .limits(Limits.builder().maxFrameBytes(0x9fff).build()));
        try (RawPeer peer = connect()) {
            peer.send(hex);
            assertThat(peer.read()).isNull();
        }
        try (RawPeer peer = connect()) {
            peer.send(0, 0, 1, ADD);
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | {",
                "0 | {\"ServiceMethod\":\"Test.Add\",\"Args\":{\"A\":\"x\"}}",
                "0 | {\"ServiceMethod\":\"Test.Add\",\"Args\":[]}",
                "0 | {\"ServiceMethod\":\"Test.Add\",\"Args\":{\"A\":1,\"a\":2}}",
                "0 | {\"ServiceMethod\":\"Nobody.Here\",\"Args\":{}}",
                "0 | {\"ServiceMethod\":\"\"}",
                "1 | x",
                "1 | \u0000\u0001A\u007f\u007f\u007f\u007f",
            })
    void badBodiesGetAnErrorAndTheConnectionLives(int codec, String body) throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(codec, 0, 77, body);
            RawFrame answer = peer.read();
            assertThat(answer.type()).isEqualTo(1);
            assertThat(answer.codec()).isEqualTo(codec);
            assertThat(answer.seq()).isEqualTo(77);
            peer.send(0, 0, 1, ADD);
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
    }

    @Test
    void nativeRequestsAreAnsweredAfterAHello() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(HELLO);
            peer.read();
            peer.send(2, 0, 5, HexFormat.of().parseHex("00%016x08011002".formatted(TestService.ADD.id())));
            assertThat(peer.read().body()).isEqualTo(HexFormat.of().parseHex("000803"));
            peer.send(2, 0, 6, HexFormat.of().parseHex("00%016x".formatted(4711)));
            RawFrame unknown = peer.read();
            assertThat(unknown.body()[0]).isEqualTo((byte) (0x80 | 12)); // not executed, UNIMPLEMENTED
            assertThat(unknown.text()).contains("0000000000001267");
        }
    }

    @Test
    void responsesAndUnknownHellosAreDropped() throws Exception {
        try (RawPeer peer = connect()) {
            peer.send(0, 1, 1, "{}");
            peer.send(0, 2, 0, "\u0007\u0007");
            peer.send(0, 0, 1, ADD);
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
    }

    @Test
    void callsBeyondTheLimitsAreRefusedAtOnceAndTheOthersServed() throws Exception {
        restart(RpcServer.builder().maxExecutingPerConnection(2).maxQueuedPerConnection(3));
        try (RawPeer peer = connect()) {
            for (int seq = 1; seq <= 7; seq++) {
                peer.send(0, 0, seq, WAIT);
            }
            for (int seq = 6; seq <= 7; seq++) {
                RawFrame refused = peer.read();
                assertThat(refused.seq()).isEqualTo(seq);
                assertThat(refused.text()).contains("too many calls");
            }
            waited.complete("done");
            Map<Integer, String> answers = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                RawFrame answer = peer.read();
                answers.put(answer.seq(), answer.text());
            }
            assertThat(answers).containsOnlyKeys(1, 2, 3, 4, 5);
            assertThat(answers.values()).allMatch(text -> text.contains("\"Reply\":\"done\""));
        }
    }

    @Test
    void argumentsInMemoryAreBounded() throws Exception {
        restart(RpcServer.builder().limits(Limits.builder().maxFrameBytes(1_000).build()));
        String arguments = "\"" + "x".repeat(900) + "\"";
        String large = WAIT.replace("\"x\"", arguments);
        int fitting = 16_000 / arguments.length();
        try (RawPeer peer = connect()) {
            for (int seq = 0; seq <= fitting; seq++) {
                peer.send(0, 0, seq, large);
            }
            RawFrame refused = peer.read();
            assertThat(refused.seq()).isEqualTo(fitting);
            assertThat(refused.text()).contains("too many calls");
            waited.complete("done");
            for (int i = 0; i < fitting; i++) {
                assertThat(peer.read().text()).contains("\"Reply\":\"done\"");
            }
            peer.send(0, 0, 1, large);
            assertThat(peer.read().text()).contains("\"Reply\":\"done\"");
        }
    }

    @Test
    void callsWhoseDeadlinePassedInTheQueueNeverRun() throws Exception {
        restart(RpcServer.builder().maxExecutingPerConnection(1));
        try (RawPeer peer = connect()) {
            peer.send(0, 0, 1, WAIT);
            peer.send(0, 0, 2, ADD.replace("}}", "},\"Metadata\":{\"mrp-timeout-us\":\"1\"}}"));
            await().until(() -> server.stats().queued() == 1);
            waited.complete("done");
            assertThat(peer.read().seq()).isEqualTo(1);
            assertThat(peer.read().text()).contains("deadline").contains("\"mrp-status\":\"4\"");
        }
    }

    @Test
    void aShutdownRefusesNewCallsAndLetsRunningOnesFinish() throws Exception {
        try (RawPeer peer = connect();
                RawPeer idle = connect()) {
            peer.send(0, 0, 1, WAIT);
            peer.send(0, 0, 2, ADD);
            assertThat(peer.read().seq()).isEqualTo(2);
            CompletableFuture<Void> down = CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(20)));
            await().until(() -> {
                peer.send(0, 0, 3, ADD);
                return peer.read().text().contains("shutting down");
            });
            assertThat(down).isNotDone();
            waited.complete("done");
            assertThat(peer.read().text()).contains("\"Reply\":\"done\"");
            assertThat(peer.read()).isNull();
            assertThat(idle.read()).isNull();
            down.join();
            server.awaitTermination();
        }
    }

    @Test
    void aPeerThatNeverReadsIsCutOff() throws Exception {
        restart(RpcServer.builder().stallTimeout(Duration.ofMillis(200)));
        try (RawPeer peer = connect()) {
            // All requests are read before the first answer: a server that cannot write stops reading.
            for (int seq = 1; seq <= 64; seq++) {
                peer.send(0, 0, seq, WAIT);
            }
            peer.send(0, 0, 65, ADD);
            assertThat(peer.read().seq()).isEqualTo(65);
            waited.complete("x".repeat(500_000)); // 64 times that is more than the sockets hold
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> peer.send(0, 2, 0, "")).isInstanceOf(java.io.IOException.class));
        }
    }

    @Test
    void repliesLargerThanThePeerAcceptsAreAnError() throws Exception {
        restart(RpcServer.builder().limits(Limits.builder().maxFrameBytes(200).build()));
        try (RawPeer peer = connect()) {
            peer.send(0, 0, 1, "{\"ServiceMethod\":\"Test.Echo\",\"Args\":\"%s\"}".formatted("ä".repeat(75)));
            assertThat(peer.read().text()).contains("\"Error\":\"");
            peer.send(0, 0, 1, ADD);
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
    }

    @Test
    void theSameMethodTwiceIsRefused() {
        assertThatThrownBy(() -> RpcServer.builder()
                        .add(TestService.binding(waited))
                        .add(TestService.binding(waited))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Test.Add is bound twice");
    }

    @Test
    void aStoppedServerLeavesNoThread() {
        server.shutdown(Duration.ZERO);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("minirpc-server") || name.startsWith("minirpc-handler"))
                        .collect(Collectors.toList()))
                .isEmpty());
    }
}

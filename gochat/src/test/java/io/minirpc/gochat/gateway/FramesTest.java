package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSocket frames, well and malformed. */
class FramesTest {
    private static final String ALIVE = "{\"alive\":{}}";

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void fragmentsAreOneFrame() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            byte[] text = utf8(
                    "{\"send\":{\"id\":2,\"client_msg_id\":\"a\",\"to\":\"p:7:8\",\"type\":\"text\",\"content\":\"🍣\"}}");
            int middle = text.length - 6; // within the fish
            client.raw().send(false, RawSocket.TEXT, Arrays.copyOf(text, middle));
            client.raw().send(true, RawSocket.PING, utf8("between"));
            client.raw().send(true, RawSocket.CONTINUATION, Arrays.copyOfRange(text, middle, text.length));
            assertThat(client.raw().read().opcode()).isEqualTo(RawSocket.PONG);
            assertThat(client.next(ServerFrame.Sent.class).id()).isEqualTo(2);
            assertThat(fixture.fakes.sent.get(0).content()).isEqualTo("🍣");
        }
    }

    @Test
    void frameOfTheLargestSizeIsReadAndOneBeyondCloses() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            String head = "{\"wave\":{\"id\":2,\"x\":\"";
            String filler = "x".repeat((128 << 10) - head.length() - 3);
            client.say(head + filler + "\"}}");
            assertThat(client.nextError().code()).isEqualTo(ErrorCode.UNKNOWN_KIND);
            client.say(head + filler + "x\"}}");
            assertThat(client.closeCode()).isEqualTo(1009);
            assertThat(client.raw().ends()).isTrue();
        }
    }

    @Test
    void fragmentsThatAreTooLargeTogetherClose() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            byte[] part = utf8("x".repeat(50_000));
            client.raw().send(false, RawSocket.TEXT, part);
            client.raw().send(false, RawSocket.CONTINUATION, part);
            client.raw().send(false, RawSocket.CONTINUATION, part);
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void badUtf8Closes() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, RawSocket.TEXT, new byte[] {'"', (byte) 0xc3, '"'});
            assertThat(client.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void badUtf8AcrossFragmentsCloses() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(false, RawSocket.TEXT, new byte[] {'"', (byte) 0xf0, (byte) 0x9f});
            client.raw().send(true, RawSocket.CONTINUATION, new byte[] {'"'});
            assertThat(client.closeCode()).isEqualTo(1007);
        }
    }

    @Test
    void binaryFrameCloses() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, RawSocket.BINARY, utf8(ALIVE));
            assertThat(client.closeCode()).isEqualTo(1003);
        }
    }

    @Test
    void frameThatIsNoWebSocketCloses() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, 3, utf8(ALIVE));
            assertThat(client.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void pingIsAnswered() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, RawSocket.PING, utf8("are you there?"));
            RawSocket.Frame pong = client.raw().read();
            assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
            assertThat(pong.text()).isEqualTo("are you there?");
        }
    }

    @Test
    void closeOfTheClientIsAnswered() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, RawSocket.CLOSE, new byte[] {0x03, (byte) 0xe9});
            RawSocket.Frame close = client.raw().read();
            assertThat(close.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(client.raw().ends()).isTrue();
            assertThat(fixture.routesOf(7)).isZero();
        }
    }

    @Test
    void clientThatDoesNotAnswerACloseIsLeftAlone() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Timing.LINGER, Duration.ofMillis(100)));
                TestClient client = fixture.welcomed(7)) {
            client.raw().send(true, RawSocket.BINARY, utf8(ALIVE));
            assertThat(client.raw().ends()).isTrue();
        }
    }

    @Test
    void eachLineStandsForItself() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say("{\"wave\":{\"id\":2}}\n\nnonsense\n{\"block\":{\"id\":3,\"user\":\"8\",\"blocked\":true}}\n");
            ServerFrame.Failure unknown = client.nextError();
            assertThat(unknown.id()).isEqualTo(2);
            assertThat(unknown.temporary()).isFalse();
            ServerFrame.Failure bad = client.nextError();
            assertThat(bad.id()).isNull();
            assertThat(bad.code()).isEqualTo(ErrorCode.BAD_FRAME);
            assertThat(client.next()).isEqualTo(new ServerFrame.Ok(3));
        }
    }

    @Test
    void frameOfTooManyLinesIsRefusedAsAWhole() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            client.say((ALIVE + "\n").repeat(99) + "{\"block\":{\"id\":2,\"user\":\"8\"}}\n");
            assertThat(client.next()).isEqualTo(new ServerFrame.Ok(2));
            client.say((ALIVE + "\n").repeat(100) + "{\"block\":{\"id\":3,\"user\":\"8\"}}\n");
            ServerFrame.Failure bad = client.nextError();
            assertThat(bad.code()).isEqualTo(ErrorCode.BAD_FRAME);
            assertThat(bad.text()).contains("101 lines", "100");
        }
    }

    @Test
    void floodOfLinesIsReadSlowly() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.LINES_PER_SECOND, 100));
                TestClient client = fixture.welcomed(7)) {
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                client.say((ALIVE + "\n").repeat(100));
            }
            client.raw().send(true, RawSocket.PING, utf8("x"));
            assertThat(client.raw().read().opcode()).isEqualTo(RawSocket.PONG);
            // More than one read of the socket brings, so a second passes at least.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
            assertThat(fixture.meter("connections", "state", "live")).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://127.0.0.1.evil.example", "http://127.0.0.1:1"})
    void upgradeFromAnotherSiteIsRefused(String origin) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            String head = raw.upgrade("127.0.0.1:" + fixture.gateway.port(), "Origin: " + origin + "\r\n");
            assertThat(head).startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1", "127.0.0.1:1", ""})
    void upgradeToAnotherHostIsRefused(String host) throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            assertThat(raw.upgrade(host, "")).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void ownAndConfiguredOriginsAreServed() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().withOrigins(Set.of("https://chat.example.org")));
                RawSocket own = new RawSocket(fixture.gateway.port(), 0);
                RawSocket proxied = new RawSocket(fixture.gateway.port(), 0)) {
            String address = "localhost:" + fixture.gateway.port();
            assertThat(own.upgrade(address, "Origin: http://" + address + "\r\n"))
                    .startsWith("HTTP/1.1 101");
            assertThat(proxied.upgrade("chat.example.org", "Origin: https://chat.example.org\r\n"))
                    .startsWith("HTTP/1.1 101");
        }
    }

    @Test
    void compressionIsNotOffered() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            String head = raw.upgrade(
                    "127.0.0.1:" + fixture.gateway.port(), "Sec-WebSocket-Extensions: permessage-deflate\r\n");
            assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Extensions");
        }
    }
}

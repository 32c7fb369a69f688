package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** HTTP beside the WebSocket, up to where requests are answered. */
class HttpTest {
    private static String get(GatewayFixture fixture, String moreHeaders) throws IOException {
        try (RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            raw.write("GET /api/x HTTP/1.1\r\nHost: localhost:" + fixture.gateway.port() + "\r\nConnection: close\r\n"
                    + moreHeaders + "\r\n");
            return raw.readHead() + raw.readRest();
        }
    }

    @Test
    void requestsAreAnswered() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            assertThat(get(fixture, "")).startsWith("HTTP/1.1 200").endsWith("127.0.0.1");
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredOneAfterTheOther() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            String request = "GET /api/x HTTP/1.1\r\nHost: localhost:" + fixture.gateway.port() + "\r\n";
            raw.write((request + "\r\n").repeat(20) + request + "Connection: close\r\n\r\n");
            String all = raw.readHead() + raw.readRest();
            assertThat(all.split("HTTP/1.1 200", -1)).hasSize(22);
        }
    }

    @Test
    void forwardedAddressCountsFromATrustedProxyOnly()
            throws Exception { // "One rate limit for everybody behind the proxy"
        String header = "X-Forwarded-For: 6.6.6.6, 198.51.100.7\r\n";
        try (GatewayFixture open = GatewayFixture.start();
                GatewayFixture proxied = GatewayFixture.start(settings().withProxies(Set.of("127.0.0.1")))) {
            assertThat(get(open, header)).endsWith("127.0.0.1");
            assertThat(get(proxied, header)).endsWith("198.51.100.7");
        }
    }

    @Test
    void requestsOfAnotherSiteAreRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            assertThat(get(fixture, "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 403");
            assertThat(get(fixture, "Host: evil.example\r\n")).startsWith("HTTP/1.1 40");
        }
    }

    @Test
    void largeHeadersAndBodiesAreRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            assertThat(get(fixture, "X: " + "x".repeat(20_000) + "\r\n")).startsWith("HTTP/1.1 431");
            assertThat(get(fixture, "Content-Length: 20000\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void clientThatSendsByteAfterByteIsCutOff() throws Exception {
        GatewaySettings settings = settings().with(Timing.HTTP_REQUEST, Duration.ofMillis(300));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                RawSocket slow = new RawSocket(fixture.gateway.port(), 0);
                RawSocket silent = new RawSocket(fixture.gateway.port(), 0)) {
            await().until(() -> {
                try {
                    slow.write("G"); // busy, and never done
                    return false;
                } catch (SocketException e) {
                    return true;
                }
            });
            assertThat(silent.ends()).isTrue();
        }
    }

    @Test
    void connectionsOfOneAddressAreBounded() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(settings().with(Limit.CONNECTIONS_PER_ADDRESS, 2));
                TestClient first = fixture.welcomed(7);
                TestClient second = fixture.welcomed(8);
                RawSocket third = new RawSocket(fixture.gateway.port(), 0)) {
            assertThat(third.ends()).isTrue();
            first.close();
            await().ignoreExceptions().until(() -> {
                fixture.welcomed(7).close();
                return true;
            });
        }
    }

    @Test
    void webSocketPathWithoutUpgradeIsRefused() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                RawSocket raw = new RawSocket(fixture.gateway.port(), 0)) {
            raw.write("GET /ws HTTP/1.1\r\nHost: localhost:" + fixture.gateway.port() + "\r\n\r\n");
            assertThat(raw.readHead()).startsWith("HTTP/1.1 426");
        }
    }
}

package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is served at all: Host, Origin and the address of a client, on a real socket. */
class HttpOverSocketTest {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    @TempDir
    private Path data;

    private Server server;

    @BeforeEach
    void start() throws Exception {
        start(Map.of());
    }

    private void start(Map<String, String> more) throws Exception {
        Map<String, String> settings =
                new HashMap<>(Map.of("data", data.toString(), "port", "0", "demo", "no", "drain", "100ms"));
        settings.putAll(more);
        server = Server.start(SettingsReader.read(settings, Map.of(), null));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: evil.example:PORT\r\n",
                "Host: localhost.evil.example:PORT\r\n",
                "Host: 127.0.0.1:1\r\n",
                "Host: \r\n",
                "",
                "Host: localhost:PORT\r\nHost: evil.example\r\n"
            })
    void otherHostsAreRefused(String host) throws IOException {
        assertThat(status("GET", "/health/live", host, "")).isIn(400, 403);
        assertThat(status("GET", "/ws", host + UPGRADE, "")).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "http://localhost:1",
                "http://localhost:PORT.evil.example",
                "http://evil.example/http://localhost:PORT",
                "null",
                "",
                "file://",
                "http://localhost:PORT\r\nOrigin: http://evil.example"
            })
    void pagesOfOtherOriginsAreRefused(String origin) throws IOException {
        String headers = "Host: localhost:PORT\r\nOrigin: " + origin + "\r\n";
        assertThat(status("POST", "/api/login", headers, "{}")).isEqualTo(403);
        assertThat(status("GET", "/ws", headers + UPGRADE, "")).isEqualTo(403);
    }

    @Test
    void ownPageIsServed() throws IOException {
        String headers = "Host: localhost:PORT\r\nOrigin: http://localhost:PORT\r\n";
        assertThat(status("GET", "/", headers, "")).isEqualTo(200);
        assertThat(status("GET", "/ws", headers + UPGRADE, "")).isEqualTo(101);
        assertThat(status("GET", "/ws", "Host: 127.0.0.1:PORT\r\n" + UPGRADE, ""))
                .isEqualTo(101);
    }

    @Test
    void pageIsServedUnderTheAddressThatAProxyHas() throws Exception {
        server.close();
        start(Map.of("origins", "https://chat.example"));
        String host = "Host: chat.example\r\n";
        assertThat(status("GET", "/", host, "")).isEqualTo(200);
        assertThat(status("GET", "/ws", host + "Origin: https://chat.example\r\n" + UPGRADE, ""))
                .isEqualTo(101);
        assertThat(status("GET", "/ws", host + "Origin: http://chat.example\r\n" + UPGRADE, ""))
                .isEqualTo(403);
        assertThat(status("GET", "/", "Host: localhost:PORT\r\n", "")).isEqualTo(200);
    }

    @Test
    void forgedForwardedForWinsNoFurtherLogIns() throws IOException {
        int limited = 0;
        for (int i = 0; i < 15; i++) {
            limited += logIn("X-Forwarded-For: 198.51.100." + i + "\r\n") == 429 ? 1 : 0;
        }
        assertThat(limited).isBetween(3, 5);
    }

    @Test
    void proxysForwardedForKeepsClientsApart() throws Exception {
        server.close();
        start(Map.of("proxies", "127.0.0.1"));
        for (int i = 0; i < 15; i++) {
            assertThat(logIn("X-Forwarded-For: 10.0.0.1, 198.51.100." + i + "\r\n"))
                    .isEqualTo(401);
        }
        assertThat(status("GET", "/metrics", "Host: localhost:PORT\r\nX-Forwarded-For: 198.51.100.1\r\n", ""))
                .isEqualTo(403);
    }

    private int logIn(String headers) throws IOException {
        String body = "{\"name\":\"ada\",\"password\":\"wrong horse\"}";
        return status("POST", "/api/login", "Host: localhost:PORT\r\n" + headers, body);
    }

    @Test
    void bodyBeyondTheLimitIsRefused() throws IOException {
        String body = "{\"name\":\"" + "a".repeat(17_000) + "\"}";
        assertThat(status("POST", "/api/login", "Host: localhost:PORT\r\n", body))
                .isEqualTo(413);
    }

    @Test
    void metricsAreToldToLoopback() throws IOException {
        assertThat(status("GET", "/metrics", "Host: localhost:PORT\r\n", "")).isEqualTo(200);
        assertThat(status("GET", "/health/ready", "Host: localhost:PORT\r\n", ""))
                .isEqualTo(200);
    }

    /** Sends a request by hand, since clients do not send headers like these, and returns the status. */
    private int status(String method, String path, String headers, String body) throws IOException {
        String request = method + " " + path + " HTTP/1.1\r\n"
                + headers.replace("PORT", Integer.toString(server.port()))
                + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                + "\r\n" + body;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String line = new String(in.readNBytes("HTTP/1.1 200".length()), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.substring(line.length() - 3));
        }
    }
}

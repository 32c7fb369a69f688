package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.localservers.FreePorts;
import io.minirpc.localservers.ServerProcess;
import io.minirpc.tests.servers.Program;
import io.minirpc.tests.servers.RequiresProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of nginx on a real one, before a gateway that lives and one that does not. */
@RequiresProgram(Program.NGINX)
@Tag("process")
class NginxTest {
    private static int port;
    private static RunningServer server;
    private static ServerProcess nginx;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        port = FreePorts.next();
        server = new RunningServer(data, "proxies", "127.0.0.1", "origins", "http://127.0.0.1:" + port);
        nginx = new ServerProcess("nginx");
        configure(nginx.folder());
        nginx.start(new ProcessBuilder(
                Program.NGINX.file().toString(),
                "-p",
                nginx.folder().toString(),
                "-c",
                "nginx.conf",
                "-g",
                "daemon off; master_process off; pid nginx.pid;"));
        await().ignoreExceptions().atMost(Duration.ofSeconds(60)).until(() -> status("GET", "/nginx-health") == 200);
    }

    /** Replaces what is there to be replaced: the gateways, and where it listens. */
    private static void configure(Path folder) throws IOException {
        Files.copy(DeployFiles.path("nginx/nginx.conf"), folder.resolve("nginx.conf"));
        Files.writeString(folder.resolve("listen.conf"), "listen 127.0.0.1:" + port + ";\n");
        Files.writeString(
                folder.resolve("gateways.conf"),
                """
                        client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c; uwsgi_temp_path d; scgi_temp_path e;
                        """
                        + DeployFiles.text("nginx/gateways.conf")
                                .replace("172.30.0.11:8080", "127.0.0.1:" + FreePorts.next())
                                .replace("172.30.0.12:8080", "127.0.0.1:" + server.port())
                                .replace("server 172.30.0.13:8080", "# server"));
    }

    @AfterAll
    static void end() {
        nginx.close();
        server.close();
    }

    @Test
    void messagesGoThroughTheWebSocket() throws Exception {
        try (TestDevice ada = device(server.ada);
                TestDevice bob = device(server.bob)) {
            server.send(ada, "through nginx");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(bob.shown(server.conversation))
                            .extracting(Message::content)
                            .contains("through nginx"));
        }
    }

    private static TestDevice device(Grant grant) {
        TestDevice device =
                new TestDevice(server.resources, URI.create("http://127.0.0.1:" + port + "/"), grant, "nginx");
        await().atMost(Duration.ofSeconds(30)).until(device::isLive);
        return device;
    }

    @Test
    void everyRequestFindsTheGatewayThatLives() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(status("GET", "/")).isEqualTo(200);
        }
    }

    @Test
    void whatIsForOperatorsIsHidden() throws Exception {
        for (String path : List.of("/metrics", "/metrics?x", "/health/ready", "/traces/1", "/%6detrics")) {
            assertThat(status("GET", path)).as(path).isEqualTo(404);
        }
    }

    @Test
    void clientIsCountedByItsAddressWhateverItClaims() throws Exception {
        int limited = 0;
        for (int i = 0; i < 15; i++) {
            limited += logIn("127.0.0.2", "X-Forwarded-For: 198.51.100." + i + "\r\n") == 429 ? 1 : 0;
        }
        assertThat(limited).isBetween(3, 5);
        assertThat(logIn("127.0.0.3", "")).isEqualTo(401);
    }

    private static int logIn(String from, String headers) throws IOException {
        String body = "{\"name\":\"ada\",\"password\":\"wrong horse\"}";
        return status(from, "POST", "/api/login", headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static int status(String method, String path) throws IOException {
        return status("127.0.0.1", method, path, "\r\n");
    }

    /** Sends a request from an address of this machine, and returns the status. */
    private static int status(String from, String method, String path, String rest) throws IOException {
        String request =
                method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n" + rest;
        try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring("HTTP/1.1 ".length()));
        }
    }
}

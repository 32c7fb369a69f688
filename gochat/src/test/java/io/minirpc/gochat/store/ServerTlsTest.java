package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.localservers.MariaDbServer;
import io.minirpc.localservers.ServerProcess;
import io.minirpc.tests.servers.RequiresMariaDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS to a real server, whose certificate is made as that of the Compose file is. */
@RequiresMariaDb
@Tag("process")
class ServerTlsTest {
    @TempDir
    private Path folder;

    @Test
    void serverIsTrustedByItsAuthorityAlone() throws Exception {
        Path authority = Files.createDirectory(folder.resolve("authority"));
        Path certificate = Files.createDirectory(folder.resolve("server"));
        makeCertificates(authority, certificate);
        try (MariaDbServer server = MariaDbServer.builder()
                .option("--ssl-cert=" + certificate.resolve("server.pem"))
                .option("--ssl-key=" + certificate.resolve("server.key"))
                .option("--require-secure-transport=ON")
                .start()) {
            String url = "mysql://root@localhost:" + server.port() + "/gochat";

            Database.openServer(url + "?tls=verify&ca=" + authority.resolve("ca.pem"))
                    .close();
            assertRefused(url);
            assertRefused(url + "?tls=verify");
            assertRefused(url + "?tls=verify&ca=" + folder.resolve("missing.pem"));
            assertRefused(url.replace("localhost", "127.0.0.1") + "?tls=verify&ca=" + authority.resolve("ca.pem"));
        }
    }

    private static void makeCertificates(Path authority, Path server) throws Exception {
        try (ServerProcess script = new ServerProcess("certificates")) {
            script.start(new ProcessBuilder(
                    Path.of("deploy/mysql/make-certificates").toAbsolutePath().toString(),
                    "localhost",
                    authority.toString(),
                    server.toString()));
            assertThat(script.awaitExit(Duration.ofSeconds(60)))
                    .as(script.lastWords())
                    .isZero();
        }
    }

    private static void assertRefused(String url) {
        assertThatThrownBy(() -> Database.openServer(url)).isInstanceOf(StoreException.class);
    }
}

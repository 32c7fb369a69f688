package io.minirpc.tls;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.minirpc.tls.TestAuthority.Identity;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS over real sockets: what works, and how both sides say what does not. */
class TlsTest {
    private static final String RANDOM = "00".repeat(32);

    /** Version, random, no session, ECDHE-ECDSA-AES128-SHA, no compression. */
    private static final String CLIENT_HELLO_1_1 =
            "160301002d" + "01000029" + "0302" + RANDOM + "00" + "0002c009" + "0100";

    private static final String SERVER_HELLO_1_1 = "160302002a" + "02000026" + "0302" + RANDOM + "00" + "c013" + "00";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final LogLines log = new LogLines();

    @TempDir
    Path folder;

    private TestAuthority authority;
    private Identity localhost;
    private RpcServer server;

    @BeforeEach
    void issue() {
        authority = new TestAuthority(folder, "authority");
        localhost = authority.issue("localhost");
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        log.close();
    }

    private void start(TlsSettings.Builder tls) {
        start(RpcServer.builder().tls(tls.build()));
    }

    private void start(RpcServerBuilder settings) {
        server = settings.address("localhost", 0)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
    }

    private RpcClient client(TlsSettings.Builder tls) {
        return client(RpcClient.builder().tls(tls.build()), server.port());
    }

    private RpcClient client(RpcClientBuilder settings, int port) {
        RpcClient client = settings.address("localhost", port).build();
        open.add(client);
        return client;
    }

    private TlsSettings.Builder trusting() {
        return TlsSettings.builder().trust(authority.file);
    }

    private static String failureOf(RpcClient client) {
        RpcException failure = catchThrowableOfType(RpcException.class, () -> client.callBlocking(ADD, new Pair(1, 2)));
        assertThat(failure).as("the call's failure").isNotNull();
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        return failure.getMessage();
    }

    private void assertServerSays(String text) {
        await().untilAsserted(() -> assertThat(log.with(text)).hasSize(1));
        assertThat(log.with("\tat ")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void callsTravelInEveryCodec(WireFormat format) {
        start(localhost.tls());
        RpcClient client =
                client(RpcClient.builder().wireFormat(format).tls(trusting().build()), server.port());
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        String large = "ä".repeat(300_000);
        assertThat(client.callBlocking(ECHO, large)).isEqualTo(large);
        assertThat(server.stats().connections()).isEqualTo(1);
    }

    @Test
    void aClientWithACertificateIsLetIn() {
        start(localhost.tls().trust(authority.file).requireClientCertificate());
        Identity someone = authority.issue("someone");
        RpcClient client = client(someone.tls().trust(authority.file));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
    }

    @Test
    void aServerThatIsConnectedToByAnotherNameIsKnownByItsOwn() {
        start(authority.issue("bakery.example").tls());
        RpcClient client = client(trusting().hostName("bakery.example"));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
    }

    @Test
    void anExpiredCertificateIsRefused() {
        start(authority
                .issue("localhost", TestAuthority.day(-9), TestAuthority.day(-2))
                .tls());
        assertThat(failureOf(client(trusting())))
                .contains("the TLS handshake failed: the peer's certificate has expired, NotAfter: ");
        assertServerSays("the TLS handshake failed: the peer refuses it with the alert certificate_");
    }

    @Test
    void aCertificateThatIsNotValidYetIsRefused() {
        start(authority
                .issue("localhost", TestAuthority.day(2), TestAuthority.day(9))
                .tls());
        assertThat(failureOf(client(trusting())))
                .contains("the TLS handshake failed: the peer's certificate is not valid yet, NotBefore: ");
        assertServerSays("the TLS handshake failed: the peer refuses it with the alert ");
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() {
        start(authority.issue("elsewhere.example").tls());
        assertThat(failureOf(client(trusting())))
                .contains("the TLS handshake failed: No subject alternative DNS name matching localhost found");
        assertServerSays("(it does not trust the certificate it got: the authority, the name or the dates)");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        start(new TestAuthority(folder, "other").issue("localhost").tls());
        assertThat(failureOf(client(trusting())))
                .contains("the TLS handshake failed: no trusted authority has signed the peer's certificate");
        assertServerSays("(it does not trust the certificate it got: the authority, the name or the dates)");
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() {
        start(localhost.tls().trust(authority.file).requireClientCertificate());
        assertThat(failureOf(client(trusting()))).contains("(a certificate is required here that it takes for valid)");
        assertServerSays("the TLS handshake failed: the peer sent no certificate, and one is required");
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        start(localhost.tls().trust(authority.file).requireClientCertificate());
        // One of the same name, for a client sends no certificate that the server has not asked for.
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Identity stranger = new TestAuthority(elsewhere, "authority").issue("stranger");
        assertThat(failureOf(client(stranger.tls().trust(authority.file))))
                .contains("the peer refuses it with the alert certificate_unknown");
        assertServerSays("the TLS handshake failed: no trusted authority has signed the peer's certificate");
    }

    @Test
    void aClientThatSpeaksNoMoreThanTls11IsRefused() throws Exception {
        start(localhost.tls());
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(CLIENT_HELLO_1_1));
            // A fatal alert, protocol_version, and then the end.
            assertThat(HexFormat.of().formatHex(socket.getInputStream().readAllBytes()))
                    .matches("1503..00020246");
        }
        assertServerSays("the TLS handshake failed: Client requested protocol TLSv1.1 is not enabled");
    }

    @Test
    void aServerThatSpeaksNoMoreThanTls11IsRefused() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            RpcClient client = client(RpcClient.builder().tls(trusting().build()), listener.getLocalPort());
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            try (Socket socket = listener.accept()) {
                assertThat(socket.getInputStream().read()).isEqualTo(0x16);
                socket.getOutputStream().write(HexFormat.of().parseHex(SERVER_HELLO_1_1));
                assertThatThrownBy(call::join).hasMessageContaining("TLS11 is not accepted by client preferences");
            }
        }
    }

    @Test
    void aPlainClientIsRefusedByAServerThatExpectsTls() {
        start(localhost.tls());
        RpcClient client = client(RpcClient.builder(), server.port());
        assertThat(failureOf(client)).containsPattern("expects TLS|speaks TLS");
        assertServerSays("the TLS handshake failed: the peer does not speak TLS");
        assertThat(log.with("6d7270")).isEmpty(); // what a peer sent may be secret
    }

    @Test
    void aPlainServerSaysThatItWasSpokenToInTls() {
        start(RpcServer.builder());
        assertThat(failureOf(client(trusting())))
                .contains("the TLS handshake failed: the peer closed the connection in the midst of it, as one does");
        String hint = "magic byte: 16 (expected: 6d 72 70; the peer speaks TLS, and here it is not turned on)";
        await().untilAsserted(() -> assertThat(log.with(hint)).isNotEmpty());
    }

    @Test
    void aPeerThatNeverEndsItsHandshakeCountsUntilItIsCutOff() throws Exception {
        start(RpcServer.builder()
                .tls(localhost.tls().build())
                .handshakeTimeout(Duration.ofMillis(500))
                .maxConnections(1));
        try (RawPeer silent = RawPeer.connect(server.port())) {
            await().until(() -> server.stats().connections() == 1);
            try (RawPeer second = RawPeer.connect(server.port())) {
                assertThat(second.read()).isNull();
            }
            assertThat(silent.read()).isNull();
        }
        assertServerSays("the TLS handshake failed: the peer did not end it in time");
        await().until(() -> server.stats().connections() == 0);
        assertThat(client(trusting()).callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
    }

    @Test
    void strangersDoNotFloodTheLog() throws Exception {
        start(localhost.tls());
        for (int i = 0; i < 50; i++) {
            try (Socket socket = new Socket("localhost", server.port())) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
                socket.getInputStream().readAllBytes();
            }
        }
        assertThat(log.with("does not speak TLS")).hasSizeBetween(1, 10);
    }

    @Test
    void renewedFilesAreUsedByNewConnectionsAndBadOnesAreNot() throws Exception {
        start(localhost.tls());
        RpcClient old = client(trusting());
        assertThat(old.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);

        Path newFolder = Files.createDirectory(folder.resolve("new"));
        TestAuthority newAuthority = new TestAuthority(newFolder, "new");
        Identity renewed = newAuthority.issue("localhost");
        // Between the two the key belongs to another certificate, which must do no harm.
        Files.move(renewed.certificate(), localhost.certificate(), StandardCopyOption.REPLACE_EXISTING);
        RpcClient between = client(trusting());
        assertThat(between.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        Files.move(renewed.key(), localhost.key(), StandardCopyOption.REPLACE_EXISTING);

        RpcClient renewing = client(TlsSettings.builder().trust(newAuthority.file));
        await().ignoreExceptionsInstanceOf(RpcException.class)
                .until(() -> renewing.callBlocking(ADD, new Pair(1, 2)) == 3);
        assertThat(old.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);

        Files.writeString(localhost.key(), "not a key");
        await().until(() -> {
            try (RpcClient another = RpcClient.builder()
                    .address("localhost", server.port())
                    .tls(TlsSettings.builder().trust(newAuthority.file).build())
                    .build()) {
                assertThat(another.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
            }
            return !log.with("localhost.key: it holds no private key").isEmpty();
        });
        assertThat(log.with("localhost.key: it holds no private key")).hasSize(1);
    }

    @Test
    void aClientTakesUpRenewedAuthorities() throws Exception {
        Path trusted = Files.copy(authority.file, folder.resolve("trusted.pem"));
        TestAuthority next = new TestAuthority(folder, "next");
        start(next.issue("localhost").tls());
        RpcClient client = client(TlsSettings.builder().trust(trusted));
        assertThat(failureOf(client)).contains("no trusted authority");
        Files.copy(next.file, trusted, StandardCopyOption.REPLACE_EXISTING);
        await().ignoreExceptionsInstanceOf(RpcException.class)
                .until(() -> client.callBlocking(ADD, new Pair(1, 2)) == 3);
    }

    @Test
    void badFilesAreNamedWhenClientOrServerAreBuilt() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "hello");
        Path encrypted = Files.writeString(
                folder.resolve("rsa.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertRefused(TlsSettings.builder().certificate(missing, localhost.key()), missing, "there is no such file");
        assertRefused(TlsSettings.builder().certificate(localhost.certificate(), missing), missing, "no such file");
        assertRefused(TlsSettings.builder().certificate(text, localhost.key()), text, "certificate");
        assertRefused(TlsSettings.builder().certificate(localhost.certificate(), text), text, "expected: PRIVATE KEY");
        assertRefused(
                TlsSettings.builder().certificate(localhost.certificate(), encrypted),
                encrypted,
                "it holds RSA PRIVATE KEY (expected: PRIVATE KEY; remedy: openssl pkcs8");
        Identity other = authority.issue("other");
        assertRefused(
                TlsSettings.builder().certificate(localhost.certificate(), other.key()),
                other.key(),
                "its key does not belong to the certificate");
        assertRefused(localhost.tls().trust(missing), missing, "there is no such file");
        assertThatThrownBy(() -> RpcServer.builder().tls(trusting().build()).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("remedy: call certificate(chain, key)");
        assertThatThrownBy(() -> localhost.tls().requireClientCertificate().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("remedy: call trust(file)");
    }

    private static void assertRefused(TlsSettings.Builder settings, Path file, String why) {
        TlsSettings tls = settings.build();
        assertThatThrownBy(() -> RpcServer.builder().tls(tls).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TLS file " + file + ": ")
                .hasMessageContaining(why);
        assertThatThrownBy(() ->
                        RpcClient.builder().address("localhost", 1).tls(tls).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TLS file " + file + ": ");
    }
}

package io.minirpc.server;

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
import io.minirpc.server.TestService.Pair;
import io.minirpc.tls.LogLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that ask who calls. */
class AuthenticationTest {
    private static final String SECRET = "the-secret-of-the-test";
    private static final String WRONG = "a-wrong-guess-of-the-test";
    private static final String ADD_JSON = "{\"ServiceMethod\":\"Test.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final LogLines log = new LogLines();
    private RpcServer server;

    private void start(Authenticator authenticator) {
        start(RpcServer.builder().authenticator(authenticator));
    }

    private void start(RpcServerBuilder settings) {
        server = settings.address("127.0.0.1", 0)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
    }

    private RpcClient client(RpcClientBuilder settings) {
        RpcClient client = settings.address("127.0.0.1", server.port()).build();
        open.add(client);
        return client;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        log.close();
        assertThat(log.all()).noneMatch(line -> line.contains(SECRET) || line.contains(WRONG));
    }

    private static RpcException failureOf(RpcClient client) {
        return catchThrowableOfType(RpcException.class, () -> client.callBlocking(ADD, new Pair(1, 2)));
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void callsWithTheTokenAreServedFromTheFirstOneOn(WireFormat format) {
        start(Authenticator.ofToken(SECRET));
        RpcClient client = client(RpcClient.builder().wireFormat(format).token(() -> SECRET));
        String large = "x".repeat(100_000); // more than strangers may send
        assertThat(client.callBlocking(ECHO, large)).isEqualTo(large);
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void callsWithAnotherTokenOrNoneAreUnauthenticated(WireFormat format) {
        start(Authenticator.ofToken(SECRET));
        RpcException wrong =
                failureOf(client(RpcClient.builder().wireFormat(format).token(() -> WRONG)));
        RpcException none = failureOf(client(RpcClient.builder().wireFormat(format)));
        assertThat(wrong).hasMessageEndingWith("the server does not accept the client's token");
        assertThat(none).hasMessageEndingWith("this server asks for a token, and the client has sent none");
        assertThat(List.of(wrong, none)).noneMatch(RpcException::isNotExecuted);
        assertThat(wrong.code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        // A client with BINARY or JSON and no token does not wait for the hello before which errors have no codes.
        StatusCode expected = format == WireFormat.NATIVE ? StatusCode.UNAUTHENTICATED : none.code();
        assertThat(none.code()).isEqualTo(expected);
        assertThat(server.stats().inFlight()).isZero();
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void largeCallsAreUnauthenticatedTooAndTheConnectionStays(WireFormat format) {
        start(Authenticator.ofToken(SECRET));
        RpcClient client = client(RpcClient.builder().wireFormat(format).token(() -> WRONG));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> client.callBlocking(ECHO, "x".repeat(100_000)))
                    .hasMessageEndingWith("the server does not accept the client's token")
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNAUTHENTICATED));
        }
        assertThat(server.stats().connections()).isOne();
    }

    @Test
    void aClientOfVersionOneIsToldWhy() throws Exception {
        start(Authenticator.ofToken(SECRET));
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(0, 2, 0, "");
            assertThat(peer.read().type()).isEqualTo(2);
            peer.send(0, 0, 1, ADD_JSON);
            assertThat(peer.read().text())
                    .contains("\"Error\":\"this server asks for a token, which clients of version 1 of the protocol");
        }
    }

    @Test
    void nobodyCanTryOneTokenAfterTheOther() throws Exception {
        start(Authenticator.ofToken(SECRET));
        try (RawPeer peer = RawPeer.connect(server.port())) {
            for (String token : List.of(WRONG, SECRET)) {
                peer.send(0, 2, 0, hello(token));
                assertThat(peer.read().type()).isEqualTo(2);
                peer.send(0, 0, 1, ADD_JSON);
                assertThat(peer.read().text()).contains("the server does not accept the client's token");
            }
        }
    }

    private static byte[] hello(String token) {
        byte[] text = token.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[2 + text.length];
        body[0] = 4 << 3 | 2;
        body[1] = (byte) text.length;
        System.arraycopy(text, 0, body, 2, text.length);
        return body;
    }

    @Test
    void strangersMayOnlySendSmallFrames() throws Exception {
        start(Authenticator.ofToken(SECRET));
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(0, 0, 1, new byte[16 << 10]);
            assertThat(peer.read().text()).contains("Error");
            peer.send("6d7270010000000000010000" + "4001"); // 16 KiB and one, of which nothing is sent
            assertThat(peer.read()).isNull();
        }
        assertThat(log.with("a body of 16385 bytes is announced (expected: at most 16384)"))
                .hasSize(1);
    }

    @Test
    void connectionsWithoutATokenEndAndAClientBringsABetterOne() {
        start(RpcServer.builder()
                .authenticator(Authenticator.ofToken(SECRET))
                .handshakeTimeout(Duration.ofMillis(200)));
        AtomicInteger asked = new AtomicInteger();
        RpcClient client = client(RpcClient.builder().token(() -> asked.getAndIncrement() == 0 ? WRONG : SECRET));
        assertThat(failureOf(client).code()).isEqualTo(StatusCode.UNAUTHENTICATED);
        await().ignoreExceptionsInstanceOf(RpcException.class)
                .until(() -> client.callBlocking(ADD, new Pair(1, 2)) == 3);
        assertThat(asked).hasValue(2);
    }

    @Test
    void peersThatSayNothingAreCutOff() throws IOException {
        start(RpcServer.builder()
                .authenticator(Authenticator.ofToken(SECRET))
                .handshakeTimeout(Duration.ofMillis(200)));
        try (RawPeer silent = RawPeer.connect(server.port())) {
            assertThat(silent.read()).isNull();
        }
    }

    @Test
    void anAuthenticatorThatThrowsAcceptsNobodyAndLogsNoToken() {
        start(token -> {
            throw new IllegalArgumentException("bad token " + token);
        });
        assertThat(failureOf(client(RpcClient.builder().token(() -> WRONG))).code())
                .isEqualTo(StatusCode.UNAUTHENTICATED);
        assertThat(log.with("the authenticator threw java.lang.IllegalArgumentException at "))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {7_900, 8_200})
    void tokensOfAFewKilobytesFitAndLongerOnesFailAtTheClient(int length) {
        String token = "t".repeat(length);
        start(Authenticator.ofToken(token));
        RpcClient client = client(RpcClient.builder().token(() -> token));
        if (length < 8_000) {
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        } else {
            assertThat(failureOf(client)).hasMessageContaining("the client's token is too long");
        }
    }

    @Test
    void aSupplierThatThrowsFailsTheCalls() {
        start(Authenticator.ofToken(SECRET));
        RpcException failure = failureOf(client(RpcClient.builder().token(() -> {
            throw new IllegalStateException("no token today");
        })));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(failure)
                .hasMessageContaining("the client's token cannot be had")
                .hasMessageContaining("today");
    }

    @Test
    void supplierThatBlocksDelaysNoOtherClient() throws Exception {
        start(Authenticator.ofToken(SECRET));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RpcClient blocked = client(RpcClient.builder().token(() -> {
            asked.countDown();
            awaitUninterruptibly(release);
            return SECRET;
        }));
        CompletableFuture<Integer> waiting = blocked.call(ADD, new Pair(1, 2));
        try {
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            // So that there is one on each event loop.
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                RpcClient other = client(RpcClient.builder().token(() -> SECRET));
                assertThat(other.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
            }
            assertThat(waiting).isNotDone();
        } finally {
            release.countDown();
        }
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void supplierThatNeverAnswersFailsTheConnectionInTime() throws Exception {
        start(Authenticator.ofToken(SECRET));
        CountDownLatch release = new CountDownLatch(1);
        RpcClient client = client(RpcClient.builder()
                .connectTimeout(Duration.ofMillis(100))
                .callTimeout(Duration.ofSeconds(20))
                .token(() -> {
                    awaitUninterruptibly(release);
                    return SECRET;
                }));
        try {
            RpcException failure = failureOf(client);
            assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("its supplier has not answered within PT0.1S");
        } finally {
            release.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callsWithoutMetadataStillSayWhy() {
        start(Authenticator.ofToken(SECRET));
        RpcException failure = failureOf(client(RpcClient.builder().wireFormat(WireFormat.JSON_PAYLOAD)));
        assertThat(failure).hasMessageEndingWith("this server asks for a token, and the client has sent none");
    }
}

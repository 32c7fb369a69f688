package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.minirpc.tls.TestAuthority;
import io.minirpc.tls.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How clients find and connect to a server by its name. */
class ConnectingTest {
    private static final Pair PAIR = new Pair(1, 2);

    private final CountDownLatch nameServerAnswers = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        nameServerAnswers.countDown();
    }

    private RpcServer server(String host, int port) {
        RpcServer server = RpcServer.builder()
                .address(host, port)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
        return server;
    }

    private RpcClient client(RpcClientBuilder settings) {
        RpcClient client = settings.build();
        open.add(client);
        return client;
    }

    private static RpcClientBuilder settings(int port, NameResolver resolver) {
        return RpcClient.builder().address("server.test", port).lookups(new Lookups(resolver));
    }

    private static NameResolver found(String... literals) {
        return host -> {
            List<InetAddress> all = new ArrayList<>();
            for (String literal : literals) {
                all.add(InetAddress.getByName(literal));
            }
            return all;
        };
    }

    private List<InetAddress> hang(String host) {
        try {
            nameServerAnswers.await();
            return found("127.0.7.1").resolve(host);
        } catch (InterruptedException | UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns a port that nobody listens on, of none of the loopback addresses. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.7.1"))) {
            return socket.getLocalPort();
        }
    }

    private static RpcException failure(CompletableFuture<?> call) {
        try {
            call.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            return (RpcException) e.getCause();
        }
        throw new AssertionError("the call succeeded");
    }

    private static void assertUnavailable(CompletableFuture<?> call, String reason) {
        RpcException failure = failure(call);
        assertThat(failure).hasMessageContaining(reason);
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(failure.isNotExecuted()).isTrue();
    }

    @Test
    void hangingNamesDoNotStopOtherClients() {
        RpcServer server = server("127.0.7.1", 0);
        RpcClient healthy = client(RpcClient.builder()
                .address("127.0.7.1", server.port())
                .connections(2 * Runtime.getRuntime().availableProcessors()));
        Lookups lookups = new Lookups(this::hang);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            String host = "mute" + i + ".test";
            waiting.add(client(RpcClient.builder().address(host, server.port()).lookups(lookups))
                    .call(ADD, PAIR));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(healthy.callBlocking(ADD, PAIR)).isEqualTo(3);
        }
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
        nameServerAnswers.countDown();
        assertThat(waiting).allMatch(call -> call.join() == 3);
    }

    @Test
    void callEndsAtItsDeadlineWhileTheNameHangs() {
        RpcClient client = client(
                settings(1, this::hang).connectTimeout(Duration.ofMinutes(5)).callTimeout(Duration.ofMillis(200)));
        RpcException failure = failure(client.call(ADD, PAIR));
        assertThat(failure.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(failure.isNotExecuted()).isTrue();
        assertThatThrownBy(() -> client.callBlocking(ADD, PAIR))
                .isInstanceOfSatisfying(
                        RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    @Test
    void lookupEndsWithTheAttemptToConnect() {
        RpcClient client = client(settings(1, this::hang).connectTimeout(Duration.ofMillis(100)));
        assertUnavailable(client.call(ADD, PAIR), "cannot connect: server.test was not resolved within PT0.1S");
    }

    @Test
    void hangingNameIsConnectedToOnceItIsFound() {
        RpcServer server = server("127.0.7.1", 0);
        RpcClient client = client(settings(server.port(), this::hang).connectTimeout(Duration.ofMillis(100)));
        assertUnavailable(client.call(ADD, PAIR), "was not resolved");
        nameServerAnswers.countDown();
        await().ignoreExceptionsInstanceOf(RpcException.class).until(() -> client.callBlocking(ADD, PAIR) == 3);
    }

    @Test
    void clientClosesWhileTheNameHangs() {
        RpcServer server = server("127.0.7.1", 0);
        RpcClient client = client(settings(server.port(), this::hang));
        CompletableFuture<Integer> call = client.call(ADD, PAIR);
        client.close();
        assertUnavailable(call, "the client is closed");
        nameServerAnswers.countDown();
        assertThat(client(settings(server.port(), found("127.0.7.1"))).callBlocking(ADD, PAIR))
                .isEqualTo(3);
        assertThat(server.stats().connections()).isOne();
    }

    @Test
    void nameWithoutAddressesFailsCalls() {
        assertUnavailable(client(settings(1, found())).call(ADD, PAIR), "cannot connect: server.test has no address");
    }

    @Test
    void unknownNameFailsCalls() {
        NameResolver none = host -> {
            throw new UnknownHostException(host + ": Name or service not known");
        };
        assertUnavailable(
                client(settings(1, none)).call(ADD, PAIR),
                "cannot connect: unknown host: server.test: Name or service not known");
    }

    @Test
    void errorOfTheResolverFailsCallsUntilItIsOver() {
        RpcServer server = server("127.0.7.1", 0);
        AtomicInteger lookups = new AtomicInteger();
        RpcClient client = client(settings(server.port(), host -> {
            if (lookups.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            return found("127.0.7.1").resolve(host);
        }));
        assertUnavailable(client.call(ADD, PAIR), "cannot connect: server.test cannot be resolved: StackOverflowError");
        await().ignoreExceptionsInstanceOf(RpcException.class).until(() -> client.callBlocking(ADD, PAIR) == 3);
    }

    @Test
    void addressesAreLookedUpAgainByEachAttempt() throws Exception {
        RpcServer server = server("127.0.7.2", 0);
        AtomicInteger lookups = new AtomicInteger();
        RpcClient client = client(settings(server.port(), host -> {
            return found(lookups.incrementAndGet() < 3 ? "127.0.7.1" : "127.0.7.2")
                    .resolve(host);
        }));
        await().ignoreExceptionsInstanceOf(RpcException.class).until(() -> client.callBlocking(ADD, PAIR) == 3);
        assertThat(lookups).hasValue(3);
    }

    @Test
    void literalAddressesAreNotLookedUp() {
        RpcServer server = server("127.0.7.1", 0);
        NameResolver none = host -> {
            throw new AssertionError("looked up " + host);
        };
        RpcClient client =
                client(RpcClient.builder().address("127.0.7.1", server.port()).lookups(new Lookups(none)));
        assertThat(client.callBlocking(ADD, PAIR)).isEqualTo(3);
    }

    @Test
    void refusedAddressIsFollowedByTheNextAtOnce() {
        RpcServer server = server("127.0.7.3", 0);
        RpcClient client = client(settings(server.port(), found("127.0.7.1", "127.0.7.2", "127.0.7.3")));
        assertThat(client.callBlocking(ADD, PAIR)).isEqualTo(3);
    }

    @Test
    void serverOnOneFamilyIsFoundByAnyOrder() throws Exception {
        assumeIpv6();
        RpcServer six = server("::1", 0);
        assertThat(client(settings(six.port(), found("127.0.7.1", "::1"))).callBlocking(ADD, PAIR))
                .isEqualTo(3);
        RpcServer four = server("127.0.7.1", 0);
        assertThat(client(settings(four.port(), found("::1", "127.0.7.1"))).callBlocking(ADD, PAIR))
                .isEqualTo(3);
    }

    @Test
    void serverOnIpv6OnlyIsFoundByTheNameLocalhost() throws Exception {
        assumeIpv6();
        List<InetAddress> known = List.of(InetAddress.getAllByName("localhost"));
        Assumptions.assumeTrue(known.contains(InetAddress.getByName("::1")), "localhost is ::1 too");
        RpcServer server = server("::1", 0);
        RpcClient client = client(RpcClient.builder().address("localhost", server.port()));
        assertThat(client.callBlocking(ADD, PAIR)).isEqualTo(3);
    }

    @Test
    void silentAddressIsFollowedByTheNext() throws Exception {
        RpcServer server = server("127.0.7.2", 0);
        try (Silent silent = new Silent("127.0.7.1", server.port())) {
            RpcClient client = client(settings(server.port(), found("127.0.7.1", "127.0.7.2"))
                    .connectTimeout(Duration.ofMinutes(1))
                    .callTimeout(Duration.ofSeconds(20)));
            assertThat(client.callBlocking(ADD, PAIR)).isEqualTo(3);
        }
    }

    @Test
    void failureNamesEachAddressWithItsReason() throws Exception {
        int port = freePort();
        try (Silent silent = new Silent("127.0.7.2", port)) {
            RpcClient client = client(settings(port, found("127.0.7.1", "127.0.7.2", "224.0.0.1"))
                    .connectTimeout(Duration.ofMillis(300)));
            String message = failure(client.call(ADD, PAIR)).getMessage();
            assertThat(message)
                    .contains("server.test:" + port + ": cannot connect: ")
                    .contains("127.0.7.1:" + port + ": Connection refused")
                    .contains("127.0.7.2:" + port + ": no answer within PT0.3S")
                    .containsPattern("224\\.0\\.0\\.1:" + port + ": (No route to host|Network is unreachable)")
                    .doesNotContain("null");
        }
    }

    @Test
    void addressThatHangsUpIsTriedAfterTheOthers() throws Exception {
        RpcServer server = server("127.0.7.2", 0);
        try (Impolite impolite = new Impolite("127.0.7.1", server.port())) {
            for (WireFormat format : WireFormat.values()) {
                RpcClient client = client(
                        settings(server.port(), found("127.0.7.1", "127.0.7.2")).wireFormat(format));
                await().ignoreExceptionsInstanceOf(RpcException.class).until(() -> client.callBlocking(ADD, PAIR) == 3);
            }
            assertThat(impolite.accepted).hasSize(WireFormat.values().length);
        }
    }

    @Test
    void addressesThatHangUpTakeTurns() throws Exception {
        int port = freePort();
        try (Impolite one = new Impolite("127.0.7.1", port);
                Impolite two = new Impolite("127.0.7.2", port)) {
            RpcClient client = client(settings(port, found("127.0.7.1", "127.0.7.2")));
            client.call(ADD, PAIR);
            await().until(() -> one.accepted.size() >= 2 && two.accepted.size() >= 2);
        }
    }

    @Test
    void addressWithoutTlsIsFollowedByOneWithIt(@TempDir Path folder) throws Exception {
        TestAuthority authority = new TestAuthority(folder, "authority");
        TlsSettings serverTls = authority.issue("server.test").tls().build();
        RpcServer server = RpcServer.builder()
                .address("127.0.7.2", 0)
                .tls(serverTls)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
        try (Impolite impolite = new Impolite("127.0.7.1", server.port())) {
            RpcClient client = client(settings(server.port(), found("127.0.7.1", "127.0.7.2"))
                    .tls(TlsSettings.builder().trust(authority.file).build()));
            RpcException failure = failure(client.call(ADD, PAIR));
            assertThat(failure).hasMessageContaining("cannot connect: 127.0.7.1:" + server.port() + ": ");
            await().ignoreExceptionsInstanceOf(RpcException.class).until(() -> client.callBlocking(ADD, PAIR) == 3);
            assertThat(impolite.accepted).hasSize(1);
        }
    }

    @Test
    void longestConnectTimeoutWorks() {
        RpcServer server = server("127.0.7.1", 0);
        RpcClient client =
                client(RpcClient.builder().address("127.0.7.1", server.port()).connectTimeout(Duration.ofDays(365)));
        assertThat(client.callBlocking(ADD, PAIR)).isEqualTo(3);
    }

    private static void assumeIpv6() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(socket.isBound()).isTrue();
        } catch (SocketException e) {
            Assumptions.abort("this machine has no IPv6: " + e);
        }
    }

    /** A listener whose queue of connections is full, so that attempts to connect get no answer. */
    private static final class Silent implements AutoCloseable {
        private final ServerSocket listener;
        private final List<SocketChannel> queue = new ArrayList<>();

        Silent(String host, int port) throws Exception {
            listener = new ServerSocket(port, 1, InetAddress.getByName(host));
            InetSocketAddress address = new InetSocketAddress(host, port);
            for (int i = 0; i < 8; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(address);
                queue.add(channel);
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : queue) {
                channel.close();
            }
            listener.close();
        }
    }

    /** A listener that accepts connections and closes them. */
    private static final class Impolite implements AutoCloseable {
        private final ServerSocket listener;
        private final Queue<Integer> accepted = new ConcurrentLinkedQueue<>();
        private final Thread thread = new Thread(this::accept, "impolite");

        Impolite(String host, int port) throws IOException {
            listener = new ServerSocket(port, 50, InetAddress.getByName(host));
            thread.start();
        }

        private void accept() {
            try {
                while (true) {
                    try (Socket client = listener.accept()) {
                        accepted.add(client.getPort());
                    }
                }
            } catch (IOException e) {
                // closed
            }
        }

        @Override
        public void close() throws Exception {
            listener.close();
            thread.join();
        }
    }
}

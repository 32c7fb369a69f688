package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.MethodDescriptor;
import io.minirpc.discovery.Endpoint;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServerListener;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners hear, and what is counted, on both sides. */
class WatchingTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<String> waited = new CompletableFuture<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcServer server(RpcServerBuilder settings) {
        RpcServer server = settings.address("127.0.0.1", 0)
                .add(TestService.binding(waited))
                .build()
                .start();
        open.add(() -> server.shutdown(Duration.ZERO));
        return server;
    }

    private RpcClient client(RpcClientBuilder settings) {
        RpcClient client = settings.listener(new ClientRecorder()).build();
        open.add(client);
        return client;
    }

    private RpcClient clientOf(RpcServer server) {
        return client(patient(server));
    }

    /** Settings with a token, which wait for the hello however busy the machine is, so that the format is known. */
    private static RpcClientBuilder patient(RpcServer server) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .token(() -> "token")
                .helloTimeout(Duration.ofMinutes(1));
    }

    private RawPeer peer(RpcServer server) throws Exception {
        RawPeer peer = RawPeer.connect(server.port());
        open.add(peer);
        return peer;
    }

    private void awaitHeard(String... lines) {
        await().untilAsserted(() -> assertThat(heard).contains(lines));
    }

    @Test
    void aClientTellsOfItsConnection() {
        RpcServer server = server(RpcServer.builder());
        RpcClient client = clientOf(server);
        String address = "127.0.0.1:" + server.port();
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(heard).containsExactly("ready " + address + " NATIVE");
        server.shutdown(Duration.ofSeconds(20));
        awaitHeard("draining " + address, "ended " + address + ": the server is shutting down");
        await().until(() -> heard.stream().anyMatch(line -> line.startsWith("failed " + address + ": cannot connect")));
        assertThat(heard).filteredOn(line -> line.startsWith("ended")).hasSize(1);
    }

    @Test
    void aClientTellsOfAnswersThatComeTooLate() {
        RpcServer server = server(RpcServer.builder());
        RpcClient client =
                client(RpcClient.builder().address("127.0.0.1", server.port()).wireFormat(WireFormat.JSON));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThatThrownBy(() -> client.withTimeout(Duration.ofSeconds(1)).callBlocking(WAIT, "x"))
                .hasMessageContaining("the deadline passed");
        waited.complete("late");
        awaitHeard("ready 127.0.0.1:" + server.port() + " JSON", "stray 127.0.0.1:" + server.port());
        assertThat(client.stats().strayFrames()).isOne();
    }

    @Test
    void aClientTellsOfCallsThatGoToAnotherServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Endpoint first = Endpoint.of("127.0.0.1", silent.getLocalPort());
            Endpoint second =
                    Endpoint.of("127.0.0.1", server(RpcServer.builder()).port());
            SilentRegistry registry = SilentRegistry.thatAnswersPings();
            RpcClient client = client(RpcClient.builder().registry(registry).helloTimeout(Duration.ofMinutes(1)));
            CompletableFuture<Integer> sum = client.call(ADD, new Pair(1, 2));
            await().until(registry::isWatched);
            registry.say(List.of(first));
            try (Socket accepted = silent.accept()) {
                registry.say(List.of(second));
                await().until(() -> client.endpoints("Test").stream()
                        .anyMatch(status -> status.endpoint().equals(second)));
            }
            assertThat(sum.join()).isEqualTo(3);
            awaitHeard("moved " + first.address() + " Test.Add");
        }
    }

    @Test
    void aListenerThatFailsDoesNoHarm() throws Exception {
        RpcServer server =
                server(RpcServer.builder().listener(new FailingServerListener()).listener(new ServerRecorder()));
        RpcClient client = client(patient(server).listener(new FailingClientListener()));
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(heard).contains("accepted", "ready 127.0.0.1:" + server.port() + " NATIVE");
    }

    @Test
    void aServerTellsOfConnectionsAndWhyTheyEnd() throws Exception {
        RpcServer server = server(RpcServer.builder().maxConnections(1).listener(new ServerRecorder()));
        RawPeer peer = peer(server);
        awaitHeard("accepted");
        assertThat(peer(server).read()).isNull();
        awaitHeard("refused: the server has 1 connections already, the limit");
        peer.send("00".repeat(14));
        assertThat(peer.read()).isNull();
        await().until(() -> heard.stream().anyMatch(line -> line.startsWith("closed: the peer sent a bad frame")));
        assertThat(heard).anyMatch(line -> line.startsWith("bad frame: "));
        assertThat(heard).hasSize(4);
        assertThat(server.stats().refusedConnections()).isOne();
        assertThat(server.stats().badFrames()).isOne();
        await().until(() -> server.stats().connections() == 0);
    }

    @Test
    void callsAreCountedWhileTheyWaitAndWhenTheyAreRefused() {
        RpcServer server = server(RpcServer.builder()
                .maxExecutingPerConnection(1)
                .maxQueuedPerConnection(2)
                .listener(new ServerRecorder()));
        RpcClient client = clientOf(server);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            calls.add(client.call(WAIT, "x"));
        }
        await().until(() -> server.stats().inFlight() == 3 && server.stats().queued() == 2);
        assertThat(client.stats().pendingCalls()).isEqualTo(3);
        assertThatThrownBy(() -> client.callBlocking(WAIT, "x")).hasMessageContaining("too many calls");
        assertThat(heard).anyMatch(line -> line.startsWith("rejected Test.Wait: too many calls on one connection"));
        assertThat(server.stats().rejectedCalls()).isOne();
        waited.complete("done");
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("done"));
        await().until(() -> server.stats().inFlight() == 0);
        assertThat(server.stats().queued()).isZero();
        assertThat(client.stats().pendingCalls()).isZero();
        assertThat(client.stats().connections()).isOne();
        assertThat(client.stats().readyConnections()).isOne();
        assertThat(client.stats().bytesOut()).isPositive();
        assertThat(client.stats().bytesIn()).isPositive();
        await().until(() -> client.stats().bytesOut() == server.stats().bytesIn()
                && client.stats().bytesIn() == server.stats().bytesOut());
        client.close();
        assertThat(client.stats().connections()).isZero();
    }

    @Test
    void bytesAreThoseOfWholeFrames() throws Exception {
        RpcServer server = server(RpcServer.builder());
        RawPeer peer = peer(server);
        peer.send(0, 2, 7, "");
        assertThat(peer.read()).isNotNull();
        assertThat(server.stats().bytesIn()).isEqualTo(14);
        assertThat(server.stats().bytesOut()).isEqualTo(14);
    }

    private final class ClientRecorder implements ClientListener {
        @Override
        public void connectionReady(String address, WireFormat format) {
            heard.add("ready " + address + " " + format);
        }

        @Override
        public void connectionEnded(String address, String reason) {
            heard.add("ended " + address + ": " + reason);
        }

        @Override
        public void connectFailed(String address, String reason) {
            heard.add("failed " + address + ": " + reason);
        }

        @Override
        public void serverDraining(String address) {
            heard.add("draining " + address);
        }

        @Override
        public void callMoved(String address, MethodDescriptor<?, ?> method) {
            heard.add("moved " + address + " " + method);
        }

        @Override
        public void strayFrame(String address) {
            heard.add("stray " + address);
        }
    }

    private final class ServerRecorder implements ServerListener {
        @Override
        public void connectionAccepted(SocketAddress peer) {
            heard.add("accepted");
        }

        @Override
        public void connectionRefused(SocketAddress peer, String reason) {
            heard.add("refused: " + reason);
        }

        @Override
        public void connectionClosed(SocketAddress peer, String reason) {
            heard.add("closed: " + reason);
        }

        @Override
        public void badFrame(SocketAddress peer, String reason) {
            heard.add("bad frame: " + reason);
        }

        @Override
        public void callRejected(MethodDescriptor<?, ?> method, String reason) {
            heard.add("rejected " + method + ": " + reason);
        }
    }

    private static final class FailingServerListener implements ServerListener {
        @Override
        public void connectionAccepted(SocketAddress peer) {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class FailingClientListener implements ClientListener {
        @Override
        public void connectionReady(String address, WireFormat format) {
            throw new IllegalStateException("on purpose");
        }
    }
}

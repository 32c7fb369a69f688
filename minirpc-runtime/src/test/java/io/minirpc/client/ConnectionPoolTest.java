package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private static RpcServer server(int port, CompletableFuture<String> waited) {
        return RpcServer.builder()
                .address("127.0.0.1", port)
                .add(TestService.binding(waited))
                .build()
                .start();
    }

    @Test
    void callsGoToTheConnectionWithTheFewest() throws Exception {
        try (VersionOneServer server = new VersionOneServer();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(WireFormat.BINARY)
                        .connections(4)
                        .build()) {
            CompletableFuture<Integer> first = client.call(ADD, new Pair(0, 0));
            server.next().answer("0", "");
            first.join();
            await().until(() -> client.stats().readyConnections() == 4);
            List<Received> received = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                client.call(ADD, new Pair(i, i));
                received.add(server.next());
            }
            Map<Object, Long> perConnection =
                    received.stream().collect(Collectors.groupingBy(Received::peer, Collectors.counting()));
            assertThat(perConnection).hasSize(4);
            assertThat(perConnection.values()).allMatch(count -> count == 10);
        }
    }

    @Test
    void aBrokenConnectionFailsItsOwnCallsAloneAndIsReplaced() throws Exception {
        try (VersionOneServer server = new VersionOneServer();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .wireFormat(WireFormat.BINARY)
                        .connections(2)
                        .build()) {
            CompletableFuture<Integer> warm = client.call(ADD, new Pair(0, 0));
            server.next().answer("0", "");
            warm.join();
            await().until(() -> client.stats().readyConnections() == 2);
            CompletableFuture<Integer> one = client.call(ADD, new Pair(1, 1));
            Received onOne = server.next();
            CompletableFuture<Integer> two = client.call(ADD, new Pair(2, 2));
            Received onTwo = server.next();
            assertThat(onTwo.peer()).isNotSameAs(onOne.peer());
            onOne.peer().close();
            assertThatThrownBy(one::join).cause().isInstanceOfSatisfying(RpcException.class, e -> {
                assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE);
                assertThat(e.isNotExecuted()).isFalse();
            });
            await().until(() -> server.connections() == 3);
            onTwo.answer("4", "");
            assertThat(two.join()).isEqualTo(4);
        }
    }

    @Test
    void callsThatWereNeverSentAreSafeToRetry() throws IOException {
        int unused;
        try (VersionOneServer server = new VersionOneServer()) {
            unused = server.port();
        }
        try (RpcClient client = RpcClient.forAddress("127.0.0.1", unused)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> client.callBlocking(ADD, new Pair(1, 2)))
                        .isInstanceOfSatisfying(RpcException.class, e -> {
                            assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE);
                            assertThat(e.isNotExecuted()).isTrue();
                        });
            }
        }
    }

    @Test
    void theClientComesBackWhenTheServerDoes() {
        CompletableFuture<String> waited = new CompletableFuture<>();
        RpcServer first = server(0, waited);
        int port = first.port();
        try (RpcClient client =
                RpcClient.builder().address("127.0.0.1", port).connections(3).build()) {
            client.callBlocking(ADD, new Pair(1, 2));
            first.shutdown(Duration.ZERO);
            await().until(() ->
                    client.call(ADD, new Pair(1, 2)).handle((r, e) -> e != null).join());
            try (RpcServer again = server(port, waited)) {
                await().ignoreExceptionsInstanceOf(RpcException.class)
                        .until(() -> client.callBlocking(ADD, new Pair(1, 2)) == 3);
                assertThat(again.port()).isEqualTo(port);
            }
        }
    }

    @Test
    void aServerThatShutsDownIsLeftWithoutAFailedCall() throws Exception {
        CompletableFuture<String> waited = new CompletableFuture<>();
        RpcServer server = server(0, waited);
        try (RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            client.callBlocking(ECHO, "connected");
            CompletableFuture<String> slow = client.call(WAIT, "x");
            List<CompletableFuture<String>> all = new ArrayList<>();
            Thread shutdown = new Thread(() -> server.shutdown(Duration.ofSeconds(10)));
            shutdown.start();
            // Calls cross the server's word that it takes no more; those that were sent are answered.
            CompletableFuture<String> call;
            do {
                call = client.call(ECHO, "y");
                all.add(call);
            } while (call.handle((reply, failure) -> failure == null).join());
            all.remove(all.size() - 1);
            assertThatThrownBy(call::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class,
                            e -> assertThat(e.isNotExecuted()).isTrue());
            assertThat(all).allMatch(each -> each.join().equals("y"));
            assertThat(slow).isNotDone();
            waited.complete("done");
            assertThat(slow.join()).isEqualTo("done");
            shutdown.join();
        }
    }

    @Test
    void thePendingCallsOfAConnectionAreBounded() throws Exception {
        CompletableFuture<String> waited = new CompletableFuture<>();
        try (RpcServer server = server(0, waited);
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .maxCallsPerConnection(10)
                        .build()) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                calls.add(client.call(WAIT, "x"));
            }
            assertThatThrownBy(calls.get(10)::join).cause().isInstanceOfSatisfying(RpcException.class, e -> {
                assertThat(e.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
                assertThat(e.isNotExecuted()).isTrue();
            });
            waited.complete("done");
            for (CompletableFuture<String> call : calls.subList(0, 10)) {
                assertThat(call.join()).isEqualTo("done");
            }
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        }
    }

    @Test
    void cancelledCallsLeaveRoomForOthers() throws Exception {
        ServiceBinding patient = ServiceBinding.builder("Test")
                .inlineBlocking(ADD, pair -> pair.a() + pair.b())
                .async(WAIT, text -> {
                    CompletableFuture<String> reply = new CompletableFuture<>();
                    CallContext.current().onCancel(() -> reply.complete("nobody wants it"));
                    return reply;
                })
                .build();
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .add(patient)
                        .build()
                        .start();
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .maxCallsPerConnection(10)
                        .build()) {
            for (int i = 0; i < 1_000; i++) {
                List<CompletableFuture<String>> calls = new ArrayList<>();
                for (int k = 0; k < 5; k++) {
                    calls.add(client.call(WAIT, "x"));
                }
                calls.forEach(call -> call.cancel(false));
                // This one comes to the event loop behind those, so by its end they are gone.
                assertThat(client.callBlocking(ADD, new Pair(i, 1))).isEqualTo(i + 1);
            }
            assertThat(client.stats().strayFrames()).isZero();
        }
    }

    @Test
    void aCancelledCallKeepsItsPlaceAtTheServerUntilItsHandlerHasEnded() throws Exception {
        CompletableFuture<String> waited = new CompletableFuture<>();
        CountDownLatch started = new CountDownLatch(1);
        ServiceBinding stubborn = ServiceBinding.builder("Test")
                .inlineBlocking(ADD, pair -> pair.a() + pair.b())
                .async(WAIT, text -> {
                    started.countDown();
                    return waited;
                })
                .build();
        try (RpcServer server = RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .maxExecutingPerConnection(1)
                        .maxQueuedPerConnection(0)
                        .add(stubborn)
                        .build()
                        .start();
                RpcClient client = RpcClient.forAddress("127.0.0.1", server.port())) {
            client.callBlocking(ADD, new Pair(1, 2));
            CompletableFuture<String> call = client.call(WAIT, "x");
            started.await();
            call.cancel(false);
            // Otherwise whoever calls and cancels in turn could have any number of handlers at work.
            assertThatThrownBy(() -> client.callBlocking(ADD, new Pair(1, 2)))
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED));
            waited.complete("done");
            await().ignoreExceptionsInstanceOf(RpcException.class)
                    .until(() -> client.callBlocking(ADD, new Pair(1, 2)) == 3);
        }
    }
}

package io.minirpc.server;

import static io.minirpc.server.TestService.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of connections that the system has accepted and a server that shuts down has not. */
class AcceptQueueTest {
    private static final int CLIENTS = 100;
    private static final Set<Thread.State> WAITING = Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<RpcClient> clients = new ArrayList<>();
    private final RpcServer server = RpcServer.builder()
            .address("127.0.0.1", 0)
            .ioThreads(1)
            .add(ServiceBinding.builder("Test").inlineBlocking(ADD, this::add).build())
            .build()
            .start();

    private int add(Pair pair) throws InterruptedException {
        blocked.countDown();
        end.await(); // holds up the one event loop
        return pair.a() + pair.b();
    }

    private RpcClient client() {
        // JSON is not held back until the server has said hello: the calls are on their way before it accepts.
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(WireFormat.JSON)
                .callTimeout(Duration.ofMinutes(1))
                .build();
        clients.add(client);
        return client;
    }

    @AfterEach
    void stop() {
        end.countDown();
        clients.forEach(RpcClient::close);
        server.shutdown(Duration.ZERO);
    }

    @Test
    void theirCallsAreAnsweredOrSafeToRetry() throws Exception {
        CompletableFuture<Integer> first = client().call(ADD, new Pair(1, 2));
        blocked.await();
        List<CompletableFuture<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            calls.add(client().call(ADD, new Pair(i, 1)));
        }
        await().until(() -> clients.stream().allMatch(client -> client.stats().readyConnections() == 1));
        assertThat(server.stats().connections()).isOne();
        Thread shutdown = new Thread(() -> server.shutdown(Duration.ofSeconds(30)), "shutdown");
        shutdown.start();
        await().until(() -> WAITING.contains(shutdown.getState())); // for the event loop, or for the first call
        end.countDown();
        shutdown.join();
        assertThat(first.join()).isEqualTo(3);
        for (int i = 0; i < CLIENTS; i++) {
            int sum = i + 1;
            assertThat(calls.get(i).handle((reply, failure) -> failure == null ? reply == sum : isNotExecuted(failure)))
                    .succeedsWithin(Duration.ofSeconds(20))
                    .isEqualTo(true);
        }
    }

    private static boolean isNotExecuted(Throwable failure) {
        return failure instanceof RpcException e && e.isNotExecuted();
    }
}

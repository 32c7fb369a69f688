package io.minirpc.tests.resilience;

import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * A few servers of {@link Work}, a client for each, and the least that a caller has to do when one goes away: to repeat
 * on another what certainly did not run.
 */
final class Fleet implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** How often each id was executed, at whatever server. */
    final ConcurrentHashMap<Long, Integer> executions = new ConcurrentHashMap<>();

    final AtomicInteger retries = new AtomicInteger();
    private final AtomicReferenceArray<RpcServer> servers;
    private final RpcClient[] clients;
    private final Work[] stubs;

    Fleet(int size) {
        servers = new AtomicReferenceArray<>(size);
        clients = new RpcClient[size];
        stubs = new Work[size];
        for (int i = 0; i < size; i++) {
            servers.set(i, start(0));
            clients[i] = RpcClient.builder()
                    .address("127.0.0.1", servers.get(i).port())
                    .callTimeout(Duration.ofSeconds(30))
                    .build();
            stubs[i] = new WorkStub(clients[i]);
        }
    }

    private RpcServer start(int port) {
        return RpcServer.builder()
                .address("127.0.0.1", port)
                .maxExecutingPerConnection(1_024)
                .add(WorkSkeleton.bind(new WorkService(executions)))
                .build()
                .start();
    }

    RpcServer server(int index) {
        return servers.get(index);
    }

    /** Makes a call on one server, and on the next ones while the last one certainly did not run it. */
    <R> CompletableFuture<R> call(int first, Function<RpcClient, CompletableFuture<R>> call) {
        return attempt(first, call, 2 * clients.length);
    }

    private <R> CompletableFuture<R> attempt(
            int index, Function<RpcClient, CompletableFuture<R>> call, int attemptsLeft) {
        return call.apply(clients[index % clients.length])
                .handle((reply, thrown) -> {
                    if (thrown == null) {
                        return CompletableFuture.completedFuture(reply);
                    }
                    RpcException failure = Calls.failureOf(thrown);
                    if (!failure.isNotExecuted() || attemptsLeft == 1) {
                        return CompletableFuture.<R>failedFuture(failure);
                    }
                    retries.incrementAndGet();
                    return attempt(index + 1, call, attemptsLeft - 1);
                })
                .thenCompose(Function.identity());
    }

    /** Stops a server gracefully, starts another on its port, and waits until its client is connected again. */
    void restart(int index) {
        int port = servers.get(index).port();
        stop(index);
        servers.set(index, start(port));
        await().ignoreExceptions().until(() -> stubs[index].echo("ready").equals("ready"));
    }

    void stop(int index) {
        servers.get(index).shutdown(GRACE);
    }

    /** Returns a call that must not be executed twice. */
    static Function<RpcClient, CompletableFuture<Void>> once(long id, long sleepMillis) {
        return client -> client.call(WorkMethods.ONCE, new WorkMethods.OnceArgs(id, sleepMillis));
    }

    @Override
    public void close() {
        for (RpcClient client : clients) {
            client.close();
        }
        for (int i = 0; i < servers.length(); i++) {
            servers.get(i).close();
        }
    }
}

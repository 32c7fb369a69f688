package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Responses, deadlines, cancellation and the loss of the connection race for the same calls: each call ends once, and
 * the client has room for as many calls as before, no more and no fewer.
 */
class RacesTest {
    private static final int MAX_CALLS = 256;
    private static final int THREADS = 4;
    private static final int CALLS_PER_THREAD = 20_000;

    private volatile RpcServer server;

    @Test
    void everyCallEndsOnce() throws Exception {
        server = start(0);
        try (RpcClient client = client(server.port())) {
            int kills = raceAll(client);

            await().until(() -> server.stats().inFlight() == 0);
            assertRoomForExactly(MAX_CALLS, client);
            Calls.print(
                    "%,d calls racing deadlines, cancellation and %d connection losses: each ended once, room for %d again",
                    THREADS * CALLS_PER_THREAD, kills, MAX_CALLS);
        } finally {
            server.close();
        }
    }

    @Test
    void aCallbackMayCancelCallsThatEndWithIt() {
        server = start(0);
        try (RpcClient client = client(server.port())) {
            Work work = new WorkStub(client);
            work.echo("connected");
            List<CompletableFuture<Long>> calls = new ArrayList<>();
            CallContext context = CallContext.create(Duration.ofMillis(100));
            context.run(() -> {
                for (int i = 0; i < MAX_CALLS / 2; i++) {
                    calls.add(work.later(60_000));
                }
            });
            for (CompletableFuture<Long> call : calls) {
                call.whenComplete((reply, failure) -> calls.forEach(other -> other.cancel(false)));
            }
            Calls.awaitEnd(calls);

            assertRoomForExactly(MAX_CALLS, client);
        } finally {
            server.shutdown(Duration.ZERO);
        }
    }

    @Test
    void aCallMayBeCancelledWhenItsClientIsClosed() {
        server = start(0);
        Queue<Runnable> callbacks = new ConcurrentLinkedQueue<>();
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .callbackExecutor(callbacks::add)
                .build();
        CompletableFuture<Long> call = new WorkStub(client).later(60_000);
        client.close(); // ends the call, but its future waits for the executor

        assertThat(call.cancel(false)).isTrue();
        callbacks.forEach(Runnable::run);
        assertThat(call).isCancelled();
        server.shutdown(Duration.ZERO);
    }

    private static RpcServer start(int port) {
        return RpcServer.builder()
                .address("127.0.0.1", port)
                .maxExecutingPerConnection(4 * MAX_CALLS)
                .add(WorkSkeleton.bind(new WorkService()))
                .build()
                .start();
    }

    private static RpcClient client(int port) {
        return RpcClient.builder()
                .address("127.0.0.1", port)
                .callTimeout(Duration.ofSeconds(30))
                .maxCallsPerConnection(MAX_CALLS)
                .build();
    }

    /** Returns how often the server was killed. */
    private int raceAll(RpcClient client) throws Exception {
        AtomicBoolean racing = new AtomicBoolean(true);
        AtomicInteger kills = new AtomicInteger();
        CompletableFuture<Void> killer = onThread(() -> {
            while (racing.get()) {
                int port = server.port();
                server.shutdown(Duration.ZERO);
                server = start(port);
                await().ignoreExceptions()
                        .until(() ->
                                !racing.get() || new WorkStub(client).echo("x").equals("x"));
                kills.incrementAndGet();
            }
        });
        Collection<CompletableFuture<?>> calls = new ConcurrentLinkedQueue<>();
        Collection<AtomicInteger> ends = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> racers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            racers.add(onThread(() -> race(client, new Random(seed), calls, ends)));
        }
        Calls.awaitEnd(racers);
        racing.set(false);
        killer.join();
        racers.forEach(CompletableFuture::join);

        Calls.awaitEnd(calls);
        assertThat(calls).hasSize(THREADS * CALLS_PER_THREAD);
        assertThat(ends)
                .as("ends of each call")
                .allSatisfy(end -> assertThat(end).hasValue(1));
        assertThat(calls).allSatisfy(RacesTest::assertReplyOrReason);
        return kills.get();
    }

    private static void race(
            RpcClient client, Random random, Collection<CompletableFuture<?>> calls, Collection<AtomicInteger> ends) {
        CompletableFuture<?> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < CALLS_PER_THREAD; i++) {
            CompletableFuture<?> call = start(client, random);
            AtomicInteger ended = new AtomicInteger();
            CompletableFuture<?> previous = last;
            boolean cancelsAnother = random.nextInt(10) == 0;
            call.whenComplete((reply, failure) -> {
                ended.incrementAndGet();
                if (cancelsAnother) {
                    previous.cancel(false);
                }
            });
            calls.add(call);
            ends.add(ended);
            if (random.nextInt(4) == 0) {
                last.cancel(false);
            }
            if (i % 32 == 0) {
                call.exceptionally(failure -> null).join(); // so that there is room again
            }
            last = call;
        }
    }

    private static CompletableFuture<?> start(RpcClient client, Random random) {
        long millis = random.nextInt(20);
        CallContext context = CallContext.create(Duration.ofMillis(1 + random.nextInt(20)));
        CompletableFuture<CompletableFuture<?>> started = new CompletableFuture<>();
        context.run(() -> started.complete(
                millis < 5
                        ? client.call(WorkMethods.ECHO, new WorkMethods.EchoArgs("x"))
                        : client.call(WorkMethods.LATER, new WorkMethods.LaterArgs(millis))));
        if (random.nextInt(8) == 0) {
            context.cancel();
        }
        return started.join();
    }

    private static void assertReplyOrReason(CompletableFuture<?> call) {
        Throwable failure = call.handle((reply, thrown) -> thrown).join();
        if (failure != null && !(failure instanceof CancellationException)) {
            assertThat(Calls.failureOf(failure).code())
                    .isIn(
                            StatusCode.UNAVAILABLE,
                            StatusCode.DEADLINE_EXCEEDED,
                            StatusCode.CANCELLED,
                            StatusCode.RESOURCE_EXHAUSTED);
        }
    }

    /** Makes as many calls as there is room for, on a connection whose calls have all ended. */
    private void assertRoomForExactly(int room, RpcClient client) {
        Work work = new WorkStub(client);
        await().ignoreExceptions().until(() -> work.echo("back").equals("back"));
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        for (int i = 0; i < room; i++) {
            calls.add(work.later(60_000));
        }
        CompletableFuture<Long> tooMany = work.later(0);
        Calls.awaitEnd(List.of(tooMany));
        assertThat(calls).noneMatch(CompletableFuture::isDone);
        assertThat(Calls.failureOf(tooMany)).as("one call more than the limit").isNotNull();
        assertThat(Calls.failureOf(tooMany).code()).isEqualTo(StatusCode.RESOURCE_EXHAUSTED);
        calls.forEach(call -> call.cancel(false));
        await().ignoreExceptions().until(() -> work.echo("once more").equals("once more"));
    }

    private static CompletableFuture<Void> onThread(Runnable task) {
        return CompletableFuture.runAsync(task, runnable -> new Thread(runnable).start());
    }
}

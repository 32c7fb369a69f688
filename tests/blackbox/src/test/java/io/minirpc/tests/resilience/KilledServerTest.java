package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A server that is killed takes its calls with it at once; when it is back, so is the client. */
class KilledServerTest {
    private static final int CALLS = 1_000;

    @Test
    void callsInFlightFailWithinASecondAndTheClientComesBack() throws Exception {
        try (ServerProcess server = ServerProcess.start(0, CALLS + 1, 0);
                RpcClient client = RpcClient.builder()
                        .address("127.0.0.1", server.port())
                        .callTimeout(Duration.ofMinutes(1))
                        .build()) {
            Work work = new WorkStub(client);
            AtomicLong lastEnd = new AtomicLong();
            List<CompletableFuture<Long>> calls = start(work, lastEnd);
            await().until(() -> work.begun() == CALLS);
            assertThat(calls).noneMatch(CompletableFuture::isDone);

            long killed = System.nanoTime();
            server.kill();
            Calls.awaitEnd(calls);

            long nanos = lastEnd.get() - killed;
            Calls.print("kill -9 with %,d calls in flight: all failed within %.0f ms", CALLS, Calls.millis(nanos));
            assertThat(calls)
                    .allSatisfy(call -> assertThat(Calls.failureOf(call).code()).isEqualTo(StatusCode.UNAVAILABLE));
            assertThat(Duration.ofNanos(nanos)).isLessThan(Duration.ofSeconds(1));
            server.awaitEnd();
            assertTheClientComesBack(work, server.port());
        }
    }

    private static List<CompletableFuture<Long>> start(Work work, AtomicLong lastEnd) {
        List<CompletableFuture<Long>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            CompletableFuture<Long> call = work.later(60_000);
            calls.add(call.whenComplete((reply, failure) -> lastEnd.accumulateAndGet(System.nanoTime(), Math::max)));
        }
        return calls;
    }

    private static void assertTheClientComesBack(Work work, int port) throws Exception {
        try (ServerProcess next = ServerProcess.start(port, 128, 128)) {
            await().ignoreExceptions().until(() -> work.echo("back").equals("back"));
            assertThat(next.isAlive()).isTrue();
        }
    }
}

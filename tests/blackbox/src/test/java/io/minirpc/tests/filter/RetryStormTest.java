package io.minirpc.tests.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Filter;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.filter.retry.RetryFilter;
import io.minirpc.server.RpcServer;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.OpenLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client and three services in a row, all of them with retries and all methods idempotent, so that everything could
 * multiply: three attempts at each of three levels make 27 calls of one.
 */
class RetryStormTest {
    private static final int PER_SECOND = 1_000;
    private static final int LEVELS = 3;
    private static final double MOST = 1.12;

    /** What a short run may have in addition: what can be saved up before, and earned by time if it drags on. */
    private static final int SAVED_UP = 100;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final LongAdder[] attempts = {new LongAdder(), new LongAdder(), new LongAdder()};

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void aServiceThatFailsGetsLittleMoreThanWithoutRetries() {
        storm("that fails", 2, false, SAVED_UP);
    }

    @Test
    void aServiceThatIsGoneGetsLittleMoreThanWithoutRetries() {
        storm("that is gone", 2, true, SAVED_UP);
    }

    @Test
    @Tag("soak")
    @Timeout(120)
    void aServiceThatFailsForHalfAMinuteGetsLittleMoreThanWithoutRetries() {
        storm("that fails", 30, false, 0);
    }

    @Test
    @Tag("soak")
    @Timeout(120)
    void aServiceThatIsGoneForHalfAMinuteGetsLittleMoreThanWithoutRetries() {
        storm("that is gone", 30, true, 0);
    }

    private void storm(String last, int seconds, boolean isGone, int inAddition) {
        RpcServer c = serve(text -> CompletableFuture.failedFuture(new RpcException(StatusCode.UNAVAILABLE, "down")));
        RpcServer b = serve(connect(2, c));
        RpcServer a = serve(connect(1, b));
        Relay client = connect(0, a);
        if (isGone) {
            c.close();
        }
        int count = PER_SECOND * seconds;
        List<CompletableFuture<String>> calls = new ArrayList<>(count);

        OpenLoop.run(PER_SECOND, count, i -> calls.add(client.pass("x")));

        Calls.awaitEnd(calls);
        assertThat(calls).allMatch(call -> Calls.failureOf(call).code() == StatusCode.UNAVAILABLE);
        Calls.print(
                "%d s of %,d calls a second of a service %s: attempts a call at three levels %.3f, %.3f, %.3f",
                seconds, PER_SECOND, last, perCall(0, count), perCall(1, count), perCall(2, count));
        for (int level = 0; level < LEVELS; level++) {
            assertThat(attempts[level].sum()).isBetween((long) count, Math.round(count * MOST) + inAddition);
        }
        assertThat(attempts[LEVELS - 1].sum()).as("with retries").isGreaterThan(count);
    }

    private double perCall(int level, int calls) {
        return attempts[level].sum() / (double) calls;
    }

    private RpcServer serve(Relay relay) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .maxExecutingPerConnection(10_000)
                .add(RelaySkeleton.bind(relay))
                .build()
                .start();
        open.push(server);
        return server;
    }

    private Relay connect(int level, RpcServer server) {
        Filter counting = (call, next) -> {
            attempts[level].increment();
            return next.invoke(call);
        };
        RpcClient client = RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter(RetryFilter.create())
                .filter(counting)
                .build();
        open.push(client);
        return new RelayStub(client);
    }
}

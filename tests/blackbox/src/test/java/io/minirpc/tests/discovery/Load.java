package io.minirpc.tests.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.client.RpcClient;
import io.minirpc.tests.resilience.Calls;
import io.minirpc.tests.resilience.OpenLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Steady calls of {@link Node}, until they are stopped. */
final class Load implements AutoCloseable {
    private static final int PER_SECOND = 200;

    private final Node node;
    private final long callMillis;
    private final Map<Integer, AtomicLong> answers = new ConcurrentHashMap<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();
    private final Thread caller = new Thread(this::makeCalls, "load");
    private volatile boolean stopped;

    private Load(RpcClient client, long callMillis) {
        node = new NodeStub(client);
        this.callMillis = callMillis;
    }

    /**
     * A call that failed.
     *
     * @param startedNanos when it was made, as a time of {@link System#nanoTime}
     */
    record Failure(RpcException exception, long startedNanos) {}

    /** Begins calls that are answered at once. */
    static Load start(RpcClient client) {
        return start(client, 0);
    }

    /** Begins calls that are answered after so long. */
    static Load start(RpcClient client, long callMillis) {
        Load load = new Load(client, callMillis);
        load.caller.start();
        return load;
    }

    private void makeCalls() {
        while (!stopped) {
            OpenLoop.run(PER_SECOND, PER_SECOND / 10, i -> makeCall());
        }
    }

    private void makeCall() {
        long started = System.nanoTime();
        calls.incrementAndGet();
        pending.incrementAndGet();
        node.port(callMillis).whenComplete((port, thrown) -> {
            if (thrown == null) {
                answers.computeIfAbsent(port, p -> new AtomicLong()).incrementAndGet();
            } else {
                failures.add(new Failure(Calls.failureOf(thrown), started));
            }
            pending.decrementAndGet();
        });
    }

    /** Returns how many calls were made. */
    long calls() {
        return calls.get();
    }

    /** Returns how many calls a server has answered. */
    long answersOf(int port) {
        AtomicLong count = answers.get(port);
        return count == null ? 0 : count.get();
    }

    /** Waits until each of these servers has answered a call that ended after this one began. */
    void awaitAnswersOf(Collection<Integer> ports) {
        for (int port : ports) {
            long before = answersOf(port);
            await().atMost(Duration.ofSeconds(30)).until(() -> answersOf(port) > before);
        }
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    void assertNoneFailed() {
        assertThat(failures.size())
                .as("failed calls of %d, such as %s", calls(), failures.peek())
                .isZero();
    }

    /** Makes no more calls, and waits for the last answer. */
    void stop() {
        stopped = true;
        await().until(() -> !caller.isAlive());
        await().atMost(Duration.ofSeconds(30)).until(() -> pending.get() == 0);
    }

    @Override
    public void close() {
        stop();
    }
}

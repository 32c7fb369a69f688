package io.minirpc.gochat.route.redis;

import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.route.Bus.Listener;
import io.minirpc.gochat.route.Bus.Push;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway that keeps what the bus tells it. */
final class Witness implements Listener {
    /** The time within which a gateway has to know, so that its connections heal within 15 s. */
    static final Duration PROMISED = Duration.ofSeconds(10);

    private final List<Push> pushes = new CopyOnWriteArrayList<>();
    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile Runnable whileWriting = () -> {};

    @Override
    public void accept(Push push) {
        pushes.add(push);
    }

    @Override
    public void suspect(String reason) {
        reasons.add(reason);
    }

    @Override
    public CompletionStage<Void> writeAgain() {
        whileWriting.run();
        written.incrementAndGet();
        return CompletableFuture.completedStage(null);
    }

    void whileWriting(Runnable task) {
        whileWriting = task;
    }

    List<Push> pushes() {
        return pushes;
    }

    List<String> reasons() {
        return reasons;
    }

    /** Returns how often it wrote its routes. */
    int written() {
        return written.get();
    }

    /** Waits until it suspects losses. */
    void awaitSuspicion() {
        await().atMost(PROMISED).until(() -> !reasons.isEmpty());
    }

    void awaitSuspicion(String part) {
        await().atMost(PROMISED).until(() -> reasons.stream().anyMatch(reason -> reason.contains(part)));
    }
}

package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A fake: a registry that takes what it is asked and never answers, until it is told to. A base for other fakes. */
class SilentRegistry implements Registry {
    private final Supplier<CompletableFuture<Void>> pong;
    private volatile @Nullable Consumer<List<Endpoint>> listener;

    SilentRegistry(Supplier<CompletableFuture<Void>> pong) {
        this.pong = pong;
    }

    static SilentRegistry thatIsDead() {
        return thatIsPinged(CompletableFuture::new);
    }

    static SilentRegistry thatAnswersPings() {
        return thatIsPinged(CompletableFuture::allOf);
    }

    static SilentRegistry thatIsPinged(Supplier<CompletableFuture<Void>> pong) {
        return new SilentRegistry(pong);
    }

    boolean isWatched() {
        return listener != null;
    }

    /** Answers those who watch. */
    void say(List<Endpoint> endpoints) {
        requireNonNull(listener).accept(endpoints);
    }

    @Override
    public CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<Void> deregister(String service, Endpoint endpoint) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletableFuture<List<Endpoint>> discover(String service) {
        return new CompletableFuture<>();
    }

    @Override
    public Watch watch(String service, Consumer<List<Endpoint>> newListener) {
        listener = newListener;
        return () -> listener = null;
    }

    @Override
    public CompletableFuture<Void> ping() {
        return pong.get();
    }

    @Override
    public void close() {}
}

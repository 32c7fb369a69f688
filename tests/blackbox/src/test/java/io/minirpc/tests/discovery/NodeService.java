package io.minirpc.tests.discovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A server's {@link Node}. Calls that come before it knows its port wait. */
final class NodeService implements Node {
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final long delayMillis;

    /** Creates one that takes so much longer than it is asked to. */
    NodeService(long delayMillis) {
        this.delayMillis = delayMillis;
    }

    void listensOn(int number) {
        port.complete(number);
    }

    @Override
    public CompletableFuture<Integer> port(long millis) {
        long wait = millis + delayMillis;
        if (wait == 0) {
            return port.copy(); // whoever cancels a call must not cancel all
        }
        Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS);
        return port.thenApplyAsync(number -> number, later);
    }
}

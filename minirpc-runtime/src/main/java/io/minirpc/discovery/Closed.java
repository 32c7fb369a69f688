package io.minirpc.discovery;

import java.util.concurrent.CompletableFuture;

/** The failure of calls of a closed registry. */
final class Closed {
    private Closed() {}

    static RegistryException exception() {
        return new RegistryException("the registry is closed", null);
    }

    static <T> CompletableFuture<T> future() {
        return CompletableFuture.failedFuture(exception());
    }
}

package io.minirpc.processor.evolution;

import io.minirpc.Channel;
import io.minirpc.server.ServiceBinding;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Both sides of one version of a service, with values of its own. Generated probes implement it. */
public interface Peer {
    /** The answer that has all values. */
    int FULL = 0;
    /** The answer in which some values are null, zero or empty. */
    int SPARSE = 1;
    /** The first answer that is an exception. */
    int THROWN = 2;

    /**
     * Returns a server.
     *
     * @param received what takes the arguments of each call, in plain form
     * @param answer the number of what is answered
     */
    ServiceBinding bind(Consumer<Object> received, IntSupplier answer);

    /** Calls a method, and returns the reply in plain form. */
    @Nullable
    Object call(Channel channel, String method, int arguments) throws Exception;

    /** Returns what {@link #call} sends, in plain form. */
    @Nullable
    Object arguments(String method, int arguments);

    /** Returns what the server answers, in plain form. */
    @Nullable
    Object answer(String method, int answer);

    /** Returns what a future holds, or throws its failure. */
    static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Returns a future of what a function returns or throws. */
    static <T> CompletableFuture<T> future(Callable<T> function) {
        try {
            return CompletableFuture.completedFuture(function.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns the plain form of what a function returns or throws. */
    static @Nullable Object plain(Callable<?> function) {
        try {
            return Plain.of(function.call());
        } catch (Exception e) {
            return Plain.of(e);
        }
    }
}

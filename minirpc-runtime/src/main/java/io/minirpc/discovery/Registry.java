package io.minirpc.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The place in which servers announce their services and clients find them. A registry that is a service itself may be
 * away at any time: what was registered is registered again once it is back, and who watches keeps what was known last.
 *
 * <p>Implementations are thread-safe, never block, and have futures that fail with {@link RegistryException} in bounded
 * time.
 */
public interface Registry extends AutoCloseable {
    /** The default of the time for which an endpoint stays registered after its server died. */
    Duration DEFAULT_TTL = Duration.ofSeconds(10);

    /**
     * Announces an endpoint of a service and keeps it announced until it is deregistered or this registry is closed. An
     * endpoint with the same address is replaced.
     *
     * @param service the service's name
     * @param endpoint where it can be called
     * @param ttl how long it stays announced after this process ended without deregistering; rounded up to seconds, 2 s
     *     to a day
     * @return completes when the endpoint can be found; fails if that takes too long, while the registry goes on trying
     * @throws IllegalArgumentException if the name has characters other than letters, digits, '.', '_', '-' and '$', or
     *     the time is out of range
     */
    CompletableFuture<Void> register(String service, Endpoint endpoint, Duration ttl);

    /**
     * Removes an endpoint and tells the watchers. It is not announced again, even if the future fails. If another
     * process announces the same address, its announcement stays, unless this registry has never announced the address:
     * then the announcement is removed, whoever made it.
     *
     * @return completes when the endpoint cannot be found any more, or was not there
     */
    CompletableFuture<Void> deregister(String service, Endpoint endpoint);

    /** Returns the endpoints of a service, by address; none for a service that nobody has announced. */
    CompletableFuture<List<Endpoint>> discover(String service);

    /**
     * Watches a service: the list of its endpoints, by address, is handed over soon, as far as the registry can be
     * reached, and again after each change. It is empty only if the endpoints were deregistered or have never been
     * there: an answer that is unexpectedly empty says more about the registry than about the servers.
     *
     * @param listener called by one thread at a time; must not block. What it throws is logged.
     * @return ends the watch when it is closed; a call of the listener that runs already may go on
     */
    Watch watch(String service, Consumer<List<Endpoint>> listener);

    /** Asks whether the registry can be reached: completes if so, fails in bounded time otherwise. */
    CompletableFuture<Void> ping();

    /**
     * Takes back what was registered here, ends the watches and frees what the registry has taken, in bounded time.
     * Later calls fail.
     */
    @Override
    void close();

    /** A running watch. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        /** Ends it; more than once does nothing. */
        @Override
        void close();
    }
}

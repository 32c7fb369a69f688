package io.minirpc.server;

import io.minirpc.internal.Checks;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a shutdown in which clients are told and calls come to their end. */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);

    private final ServerConnections connections;
    private final Runnable newcomers;
    private final Set<ServerConnection> told = new HashSet<>();

    private Drain(ServerConnections connections, Runnable newcomers) {
        this.connections = connections;
        this.newcomers = newcomers;
    }

    /**
     * Waits until no calls are left, for as long as grace allows; connections that are made meanwhile are told too.
     *
     * @param newcomers returns when the connections are accepted that wait for it: closing the port would reset them
     */
    static void await(ServerConnections connections, Duration grace, Runnable newcomers) {
        long deadline = System.nanoTime() + Checks.nanosToWait(grace);
        Drain drain = new Drain(connections, newcomers);
        try {
            int before;
            do {
                before = drain.told.size();
                drain.newcomers.run();
                drain.tellAll().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } while (drain.told.size() > before);
        } catch (TimeoutException e) {
            LOG.warn("cutting off the calls that have not ended within {}", grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Void> tellAll() {
        return connections.ofAll(
                connection -> told.add(connection) ? connection.drain() : CompletableFuture.completedFuture(null));
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.api.Opened;
import io.minirpc.gochat.api.Opening;
import java.util.concurrent.CompletableFuture;

/**
 * Opens sessions; hellos that gather are asked together, so that a thousand reconnects are a few queries. Thread-safe.
 */
final class Hellos {
    private static final int MAX_BATCH = 200;
    private static final int MAX_RUNNING = 4;

    private final Batcher<Opening, Opened> batcher;

    Hellos(InboxService inbox) {
        batcher = new Batcher<>(MAX_BATCH, MAX_RUNNING, inbox::open);
    }

    CompletableFuture<Opened> open(Session session) {
        return batcher.ask(new Opening(session.user(), session.id()));
    }
}

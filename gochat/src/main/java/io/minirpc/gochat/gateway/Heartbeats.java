package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads the truth for heartbeats, for up to 200 users a call. Thread-safe. */
@SuppressWarnings("FutureReturnValueIgnored") // a failure is an answer without a truth
final class Heartbeats {
    private static final int MAX_BATCH = 200;
    private static final int MAX_RUNNING = 2;

    private final InboxService inbox;
    private final GatewayMetrics metrics;
    private final Batcher<Long, Truth> batcher = new Batcher<>(MAX_BATCH, MAX_RUNNING, this::truths);

    Heartbeats(InboxService inbox, GatewayMetrics metrics) {
        this.inbox = inbox;
        this.metrics = metrics;
    }

    private CompletionStage<List<Truth>> truths(List<Long> users) {
        long start = System.nanoTime();
        return inbox.truths(users)
                .whenComplete((truths, failure) -> metrics.truths(users.size(), System.nanoTime() - start));
    }

    CompletableFuture<Truth> ask(long user) {
        return batcher.ask(user);
    }
}

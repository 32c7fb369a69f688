package io.minirpc.gochat.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.ConversationService;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.trace.MessageTrace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Commits messages and changes, and pushes them. Thread-safe. Each is answered within 3 s, whatever the database does.
 */
public final class Conversations implements ConversationService, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final FanOut fanOut;
    private final Committers committers;

    /** @param ids gives the ids of messages, each once */
    public Conversations(
            SendStore store,
            LongSupplier ids,
            InstantSource clock,
            Routing routing,
            MeterRegistry registry,
            MessageTrace traces) {
        this(store, ids, clock, routing, TIMEOUT, registry, traces);
    }

    Conversations(SendStore store, LongSupplier ids, InstantSource clock, Routing routing) {
        this(store, ids, clock, routing, TIMEOUT);
    }

    Conversations(SendStore store, LongSupplier ids, InstantSource clock, Routing routing, Duration timeout) {
        this(store, ids, clock, routing, timeout, new SimpleMeterRegistry(), MessageTrace.NONE);
    }

    private Conversations(
            SendStore store,
            LongSupplier ids,
            InstantSource clock,
            Routing routing,
            Duration timeout,
            MeterRegistry registry,
            MessageTrace traces) {
        ServiceMetrics metrics = new ServiceMetrics(registry);
        this.fanOut = new FanOut(routing, System::nanoTime, metrics);
        metrics.watch(fanOut);
        this.committers = new Committers(
                new BatchProcessor(store, ids, clock, fanOut),
                timeout,
                new AnswerExpiry(store, clock),
                metrics,
                traces);
    }

    @Override
    public CompletionStage<SendResult> send(String conversation, SendCommand command) {
        Optional<Refused> refused = SendRules.check(conversation, command);
        return refused.isPresent()
                ? CompletableFuture.completedStage(refused.get())
                : committers.submit(Outgoing.of(conversation, command));
    }

    @Override
    public CompletionStage<SendResult> change(String conversation, ChangeCommand command) {
        Optional<Refused> refused = ChangeRules.check(conversation, command);
        return refused.isPresent()
                ? CompletableFuture.completedStage(refused.get())
                : committers.submit(Outgoing.of(conversation, command));
    }

    /** Ends: what was accepted is committed and answered first, and pushed as far as that takes less than 2 s. */
    @Override
    public void close() {
        committers.close();
        fanOut.close();
    }
}

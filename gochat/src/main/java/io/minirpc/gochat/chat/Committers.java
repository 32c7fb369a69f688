package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.trace.MessageTrace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/** The committers of a service. Each conversation belongs to one of them, by its hash. Thread-safe. */
final class Committers implements AutoCloseable {
    static final Busy BUSY = new Busy(1_000);

    /** Few, so that batches are large where much is sent; more than one, so that a slow batch does not stop all. */
    private static final int COUNT = 2;

    private final List<Committer> committers;
    private final Duration timeout;
    private final ServiceMetrics metrics;
    private final MessageTrace traces;

    /**
     * @param timeout after which a message is answered by {@code Busy}
     * @param idle what a committer does when it has had no message for a moment
     */
    Committers(BatchProcessor processor, Duration timeout, Runnable idle, ServiceMetrics metrics, MessageTrace traces) {
        this.timeout = timeout;
        this.metrics = metrics;
        this.traces = traces;
        this.committers = IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> new Committer("gochat-committer-" + number, processor, idle, metrics))
                .toList();
    }

    /**
     * Commits a message. Never blocks.
     *
     * @return the result, on the committer's thread: what depends on it must not block
     */
    CompletionStage<SendResult> submit(Outgoing message) {
        Pending pending = new Pending(message, timeout, traces.queued(message.sender(), message.conversation()));
        Committer committer = committers.get(committerOf(message.conversation(), COUNT));
        if (!committer.offer(pending)) {
            pending.answer(BUSY);
        }
        return metrics.timed(pending.answer());
    }

    /**
     * Returns which of so many committers a conversation belongs to, from 0. The lowest bits of {@code hashCode} say
     * little of ids that are alike: of the pairs of users that registered one after the other, half of the committers
     * got none. So the highest bits of its product with 2^32 / phi choose (Knuth, The Art of Computer Programming,
     * 6.4).
     */
    static int committerOf(String conversation, int committers) {
        long mixed = Integer.toUnsignedLong(conversation.hashCode() * 0x9E3779B9);
        return (int) ((mixed * committers) >>> Integer.SIZE);
    }

    /** Accepts nothing more, and returns when all that was accepted is answered. */
    @Override
    public void close() {
        committers.forEach(Committer::stop);
        committers.forEach(Committer::awaitEnd);
    }
}

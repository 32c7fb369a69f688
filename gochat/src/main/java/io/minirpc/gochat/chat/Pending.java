package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.trace.CommitTrace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A message that waits for its commit, and whoever waits for the answer: {@link Busy} after a timeout, whatever the
 * database does. Everything but {@code answer} and {@code answered} belongs to the committer's thread.
 */
final class Pending {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Outgoing message;
    private final long begun = System.nanoTime();
    private final CompletableFuture<SendResult> answer;
    private final CommitTrace trace;
    private long id;
    private boolean outcomeUnknown;

    Pending(Outgoing message, Duration timeout) {
        this(message, timeout, CommitTrace.NONE);
    }

    Pending(Outgoing message, Duration timeout, CommitTrace trace) {
        this.message = message;
        this.trace = trace;
        this.answer = new CompletableFuture<SendResult>()
                .completeOnTimeout(Committers.BUSY, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    Outgoing message() {
        return message;
    }

    CompletionStage<SendResult> answer() {
        return answer.minimalCompletionStage();
    }

    /** Answers, unless the timeout did. */
    void answer(SendResult result) {
        trace.answered(result, !answer.isDone()); // first, so that it ends before what the answer begins
        answer.complete(result);
    }

    CommitTrace trace() {
        return trace;
    }

    /** Returns how long ago it came. */
    long ageNanos() {
        return System.nanoTime() - begun;
    }

    boolean answered() {
        return answer.isDone();
    }

    /** Gives the message its id before its first attempt. It keeps it in each further one. */
    void ensureId(LongSupplier ids) {
        if (id == 0) {
            id = ids.getAsLong();
        }
    }

    long id() {
        return id;
    }

    /** Records that an attempt may have been committed: from now on the message is tried although nobody waits. */
    void outcomeIsUnknown() {
        outcomeUnknown = true;
    }

    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    /** Returns whether an attempt makes sense: somebody waits, or the message may be committed and not published. */
    boolean isWanted() {
        return !answered() || (outcomeUnknown && System.nanoTime() - begun < MAX_AGE.toNanos());
    }
}

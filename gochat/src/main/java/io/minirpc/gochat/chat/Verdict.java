package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.frame.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The outcome of a message in a batch, valid once the batch is committed. */
sealed interface Verdict {
    /**
     * Its answer.
     *
     * @param published what is published; null for nothing
     */
    record Answered(SendResult result, @Nullable CommittedMessage published) implements Verdict {}

    /** Its conversation is locked by another transaction, or has to be created first. */
    record Aside() implements Verdict {}

    static Verdict refused(ErrorCode code, String text) {
        return new Answered(new SendResult.Refused(code, text), null);
    }
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.store.StoredMessage;
import java.time.Duration;
import java.util.Optional;

/** Which messages may be recalled: docs/protocol.md, "recall". */
final class RecallRules {
    private static final long MAX_AGE_MS = Duration.ofMinutes(2).toMillis();

    private RecallRules() {}

    /**
     * Returns why a message cannot be recalled by its sender; empty where it can.
     *
     * @param time of the recall, in UTC milliseconds
     */
    static Optional<Refused> check(StoredMessage message, long time) {
        long seq = message.seq();
        if (!message.type().equals(MessageType.TEXT)) {
            return refused("seq: " + seq + " is of type " + message.type() + " (expected: text)");
        }
        long age = time - message.time();
        return age > MAX_AGE_MS
                ? refused("seq: " + seq + " is " + age / 1000 + " s old (expected: at most 120)")
                : Optional.empty();
    }

    private static Optional<Refused> refused(String text) {
        return Optional.of(new Refused(ErrorCode.INVALID, text));
    }
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ErrorCode;

/** The outcome of the rules for a change: what it does, or why it is refused. */
sealed interface Ruling permits Effect, Ruling.Refusal {
    record Refusal(Refused result) implements Ruling {}

    static Ruling refused(ErrorCode code, String text) {
        return new Refusal(new Refused(code, text));
    }
}

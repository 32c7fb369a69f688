package io.minirpc.tests.messages;

import io.minirpc.annotation.RpcMessage;
import java.time.Instant;

/** A sealed type with another within. */
@RpcMessage
sealed interface Event {
    record Joined(String user, Instant at) implements Event {}

    /** Two kinds of leaving. */
    sealed interface Gone extends Event permits Left, Kicked {}

    record Left(String user) implements Gone {}

    record Kicked(String user, Event because) implements Gone {}

    record Silence() implements Event {}
}

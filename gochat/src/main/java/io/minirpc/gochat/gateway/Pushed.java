package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.trace.ArrivalTrace;
import org.jspecify.annotations.Nullable;

/**
 * A push as a connection handles it, beside its line.
 *
 * @param conversation the frame's; null where it is of none
 * @param seq the message's; 0 for other frames
 * @param standing what the frame says about the connection's user in that conversation
 * @param since when it came, as of {@code System.nanoTime}
 * @param trace of the message; {@link ArrivalTrace#NONE} for other frames
 */
record Pushed(
        PushClass kind, @Nullable String conversation, long seq, Standing standing, long since, ArrivalTrace trace) {
    enum Standing {
        UNCHANGED,
        IN,
        OUT
    }

    /** Returns a push that has just come. */
    static Pushed of(ServerFrame frame) {
        if (frame instanceof ServerFrame.Message message) {
            return of(frame, message.conversation(), message.seq());
        } else if (frame instanceof ServerFrame.Typing typing) {
            return of(frame, typing.conversation(), 0);
        } else if (frame instanceof ServerFrame.Receipt receipt) {
            return of(frame, receipt.conversation(), 0);
        } else if (frame instanceof ServerFrame.Counts counts) {
            return of(frame, counts.conversation(), 0);
        }
        return of(frame, null, 0);
    }

    private static Pushed of(ServerFrame frame, @Nullable String conversation, long seq) {
        return new Pushed(
                PushClass.of(frame), conversation, seq, Standing.UNCHANGED, System.nanoTime(), ArrivalTrace.NONE);
    }

    Pushed with(Standing other) {
        return other == standing ? this : new Pushed(kind, conversation, seq, other, since, trace);
    }

    Pushed with(ArrivalTrace other) {
        return new Pushed(kind, conversation, seq, standing, since, other);
    }
}

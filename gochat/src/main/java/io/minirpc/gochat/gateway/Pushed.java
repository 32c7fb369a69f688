package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame;
import org.jspecify.annotations.Nullable;

/**
 * A push as a connection handles it, beside its line.
 *
 * @param conversation the frame's; null where it is of none
 * @param seq the message's; 0 for other frames
 * @param standing what the frame says about the connection's user in that conversation
 */
record Pushed(PushClass kind, @Nullable String conversation, long seq, Standing standing) {
    enum Standing {
        UNCHANGED,
        IN,
        OUT
    }

    static Pushed of(ServerFrame frame) {
        PushClass kind = PushClass.of(frame);
        if (frame instanceof ServerFrame.Message message) {
            return new Pushed(kind, message.conversation(), message.seq(), Standing.UNCHANGED);
        } else if (frame instanceof ServerFrame.Typing typing) {
            return new Pushed(kind, typing.conversation(), 0, Standing.UNCHANGED);
        } else if (frame instanceof ServerFrame.Receipt receipt) {
            return new Pushed(kind, receipt.conversation(), 0, Standing.UNCHANGED);
        } else if (frame instanceof ServerFrame.Counts counts) {
            return new Pushed(kind, counts.conversation(), 0, Standing.UNCHANGED);
        }
        return new Pushed(kind, null, 0, Standing.UNCHANGED);
    }

    Pushed with(Standing other) {
        return other == standing ? this : new Pushed(kind, conversation, seq, other);
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame;

/** The class of a push, which decides its fate where a client does not keep up. */
enum PushClass {
    /** Written at once; dropped while the channel is unwritable, since the truth heals it. */
    CONTROL,
    /** Waits in the window until it is acknowledged; too many make the connection behind. */
    MESSAGE,
    /** Dropped rather than kept waiting; nothing heals it. */
    REST;

    static PushClass of(ServerFrame frame) {
        if (frame instanceof ServerFrame.Message) {
            return MESSAGE;
        }
        return frame instanceof ServerFrame.Receipt
                        || frame instanceof ServerFrame.Counts
                        || frame instanceof ServerFrame.Typing
                        || frame instanceof ServerFrame.Presence
                ? REST
                : CONTROL;
    }
}

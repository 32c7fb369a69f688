package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import java.util.function.LongFunction;

/** The way to the server, while there is one. Belongs to the loop. */
interface Wire {
    boolean isLive();

    /** Says what has no answer; nothing, where there is no connection. */
    void say(ClientFrame frame);

    /**
     * Asks once.
     *
     * @param answered takes the answer, or a {@link RefusedException}, or a {@link ConnectionLostException} where the
     *     outcome is unknown
     */
    void ask(LongFunction<? extends ClientFrame> request, Answered answered);
}

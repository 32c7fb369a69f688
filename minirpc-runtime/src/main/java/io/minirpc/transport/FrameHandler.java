package io.minirpc.transport;

import org.jspecify.annotations.Nullable;

/** What a client or a server does with a connection's events. All methods are called on the connection's event loop. */
public interface FrameHandler {
    /** Says that frames can be written from now on: where there is TLS, its handshake has succeeded. */
    void opened();

    /**
     * Says that a frame has arrived, whose body is a part of an array. The array is the connection's: what is wanted of
     * it after this method returns has to be copied.
     */
    void frame(int codec, int type, int seq, byte[] bytes, int offset, int length);

    /** Says that what arrived is no frame, or one that is too long; the connection is closed next. */
    default void badFrame(String reason) {}

    /**
     * Says that the connection is gone, and why. Called exactly once for a channel that was connected, whether it was
     * opened or not.
     */
    void closed(String reason, @Nullable Throwable cause);

    /**
     * Says that more waits to be read by the peer than the channel's high watermark, or again less than the low one.
     */
    default void writabilityChanged(boolean writable) {}

    /** Says that everything that had arrived was handed over, and that what was written meanwhile is flushed. */
    default void turnEnded() {}
}

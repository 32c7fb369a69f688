package io.minirpc.internal.transport;

import org.jspecify.annotations.Nullable;

/** A client's or a server's handler of connection events. All methods are called on the connection's event loop. */
public interface FrameHandler {
    /** Called when frames can be written, after the TLS handshake if there is one. */
    void opened();

    /** Called when a frame has arrived. The view and its bytes are valid until this method returns. */
    void frame(FrameView frame);

    /** Called when the peer has sent no frame, or one that is too long, before the connection is closed. */
    default void badFrame(String reason) {}

    /**
     * Called when the connection has ended, with the reason, exactly once for a channel that was connected, whether it
     * was opened or not.
     */
    void closed(String reason, @Nullable Throwable cause);

    /** Called when more data waits to be written than the channel's high watermark, or again less than the low one. */
    default void writabilityChanged(boolean writable) {}

    /** Called when all frames that had arrived were handed over, and those written meanwhile were flushed. */
    default void turnEnded() {}
}

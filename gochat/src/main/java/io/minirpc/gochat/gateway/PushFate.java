package io.minirpc.gochat.gateway;

/** The listener of a {@link PushWindow}: what becomes of the messages. Called on the event loop. */
interface PushFate {
    /**
     * The client has acknowledged the message.
     *
     * @param writtenNanos when it was written, as of {@code System.nanoTime}
     */
    void acknowledged(Pushed push, long writtenNanos);

    /** The message is written once more. */
    void resent(Pushed push);

    /** The message is forgotten: the client has not acknowledged it, and has to sync. */
    void behind(Pushed push);
}

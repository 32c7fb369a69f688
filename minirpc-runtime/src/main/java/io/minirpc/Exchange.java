package io.minirpc;

/**
 * The request and the reply of a call as they were sent, for filters that log and count. Sizes are in bytes, without
 * headers of frames. Immutable or thread-safe.
 */
public interface Exchange {
    /** Returns the other side's address: host and port, or a name in this process. */
    String peer();

    /** Returns the number of the request on its connection, unsigned; 0 if it was not sent. */
    int seq();

    /**
     * Returns the size of the request: on a client that of its body, on a server that of the arguments. -1 if it was
     * not sent.
     */
    int requestBytes();

    /**
     * Returns the size of the reply: on a client that of the body received, on a server that of the encoded value. A
     * server encodes the value when this is first called, and sends these bytes. -1 if there is none: on a client if no
     * reply was received, on a server if the call failed or the value cannot be encoded.
     */
    int replyBytes();
}

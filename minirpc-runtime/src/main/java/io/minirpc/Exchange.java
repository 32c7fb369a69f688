package io.minirpc;

import org.jspecify.annotations.Nullable;

/** What there is to know of a call's frames, for filters that log and count. Thread-safe. */
public interface Exchange {
    /** Returns the other side's address: host and port, or a name in this process. */
    String peer();

    /** Returns the number of the request on its connection, unsigned; 0 where it was not sent. */
    int seq();

    /**
     * Returns how many bytes the request has: on a client its body, 0 where it was not sent, on a server the arguments
     * in it.
     */
    int requestBytes();

    /**
     * Returns how many bytes the reply has: on a client the body of the response, 0 where there is none. On a server
     * those of an encoded value; that is encoded for it, once; -1 where it cannot be.
     *
     * @param value the value that is going to be sent; clients don't look at it
     */
    int replyBytes(@Nullable Object value);
}

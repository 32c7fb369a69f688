package io.minirpc.client;

/** How a client's calls travel. */
public enum WireCodec {
    /** Protocol Buffers' format, between peers of this implementation; with others the client falls back to BINARY. */
    NATIVE,
    /** JSON inside of binary lengths; every peer understands it. */
    BINARY,
    /** JSON throughout, in one of two forms; every peer understands it. */
    JSON
}

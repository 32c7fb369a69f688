package io.minirpc.client;

/** The format of a client's calls. Servers answer in the format of the request. */
public enum WireFormat {
    /**
     * The format of Protocol Buffers. Servers that do not support it are called in {@link #BINARY}, which a client
     * learns from a server's first bytes.
     */
    NATIVE,
    /** JSON with binary lengths. All servers support it. */
    BINARY,
    /** A JSON document that contains the arguments as they are. All servers support it. */
    JSON,
    /** A JSON document that contains the arguments as JSON in Base64. All servers support it. */
    JSON_PAYLOAD
}

package io.minirpc.gochat.gateway;

/** The bounds of a gateway, each with its default. */
public enum Limit {
    /** Connections in all, HTTP and WebSocket together. */
    CONNECTIONS(20_000),

    /** Connections of one remote address that is not a trusted proxy. */
    CONNECTIONS_PER_ADDRESS(1_000),

    /** WebSockets of one device of a user; beyond, the oldest closes. */
    CONNECTIONS_PER_DEVICE(8),

    /** WebSockets of one user; beyond, the oldest closes. */
    CONNECTIONS_PER_USER(64),

    /** Requests of a connection that wait for their answers. */
    UNANSWERED(64),

    /** Pages of a connection that are read, or written, at the same time; others wait for them. */
    PAGES(2),

    /** Requests of a connection in a second, and how many may come at once. */
    REQUESTS_PER_SECOND(50),
    REQUEST_BURST(100),

    /** Requests of a user over all connections of the gateway. */
    USER_REQUESTS_PER_SECOND(100),
    USER_REQUEST_BURST(200),

    /** Messages that a user sends. */
    SENDS_PER_SECOND(20),
    SEND_BURST(40),

    /** Lines of a connection in a second, of any kind; beyond, nothing more is read from it until the next. */
    LINES_PER_SECOND(2_000),

    /** Lines in a frame of a client. */
    LINES_PER_FRAME(100),

    /** Bytes of a frame of a client, all fragments together. */
    FRAME_BYTES(128 << 10),

    /** Messages that were pushed and not acknowledged; beyond, the connection is behind. */
    WINDOW_MESSAGES(64),

    /** Bytes of those messages. */
    WINDOW_BYTES(256 << 10),

    /** Bytes that wait to be written to a connection before it counts as unwritable and is not read from. */
    UNWRITTEN_BYTES(256 << 10),

    /** Pushes that wait for an event loop; beyond, they are dropped and the loop's heartbeats come early. */
    QUEUED_PUSHES(50_000),

    /** Messages of large groups that wait until it is known who may see them; beyond, they are dropped. */
    GROUP_PUSHES(10_000),

    /** Characters of those messages. */
    GROUP_PUSH_CHARS(16 << 20),

    /** Bytes of the body of an HTTP request. */
    HTTP_BODY_BYTES(16 << 10);

    private final int defaultValue;

    Limit(int defaultValue) {
        this.defaultValue = defaultValue;
    }

    int defaultValue() {
        return defaultValue;
    }
}

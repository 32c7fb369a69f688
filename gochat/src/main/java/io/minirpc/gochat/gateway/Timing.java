package io.minirpc.gochat.gateway;

import java.time.Duration;

/** The spans of time of a gateway, each with its default. */
public enum Timing {
    /** From the upgrade to hello. */
    HELLO(Duration.ofSeconds(5)),

    /** From hello to welcome; longer, and the client has to come back. */
    WELCOME(Duration.ofSeconds(10)),

    /**
     * The wait of a heartbeat for the truth before it goes with the last one; at most half of the time to the next, so
     * that the client can answer before it counts as silent.
     */
    TRUTH(Duration.ofSeconds(5)),

    /** Between two heartbeats of a connection; silent for two, it is closed. */
    HEARTBEAT(Duration.ofSeconds(25)),

    /** From a message or a change to its answer. */
    COMMIT(Duration.ofSeconds(3)),

    /** From a push to its retransmission, where it is not acknowledged. */
    RESEND(Duration.ofSeconds(3)),

    /** From the retransmission until the connection is behind. */
    RESENT(Duration.ofSeconds(6)),

    /** How long a live connection may be unwritable before it is behind. */
    UNWRITABLE(Duration.ofSeconds(1)),

    /** How long a connection may be behind without a sync. */
    BEHIND(Duration.ofSeconds(60)),

    /** How long a write may make no progress. */
    STALL(Duration.ofSeconds(15)),

    /** From a close frame to the end of the connection, where the client does not answer it. */
    LINGER(Duration.ofSeconds(2)),

    /** From the start of a connection, or from the last response, to the end of an HTTP request. */
    HTTP_REQUEST(Duration.ofSeconds(10)),

    /** From an HTTP request to the end of its response. */
    HTTP_RESPONSE(Duration.ofSeconds(30)),

    /** Between two questions for sessions that ended. */
    REVOCATIONS(Duration.ofSeconds(3)),

    /** Between two readings of the routes of watched users. */
    PRESENCE(Duration.ofSeconds(4)),

    /** Between two questions who may be watched. */
    WATCHABLE(Duration.ofSeconds(20)),

    /** For how long delivered positions gather. */
    DELIVERED(Duration.ofMillis(100)),

    /** The age at which typing, receipts and counts are dropped: who is removed meanwhile is not told. */
    NOTICE(Duration.ofSeconds(1), 0),

    /** How long hello waits for its route to be written. */
    ROUTE(Duration.ofSeconds(1)),

    /**
     * Between two writings of a connection's route and large groups. Below the minute for which messages of a group
     * that has become large are still pushed to each member.
     */
    RENEWAL(Duration.ofSeconds(45)),

    /** Between two passes over all connections, where the bus suspects losses again and again. */
    SUSPICION(Duration.ofSeconds(5)),

    /** Between two looks at the timers of a connection. */
    SWEEP(Duration.ofMillis(200)),

    /** Over how long the connections close when the gateway stops; 0 for at once. */
    DRAIN(Duration.ofSeconds(5), 0);

    private final Duration defaultValue;
    private final long minMillis;

    Timing(Duration defaultValue) {
        this(defaultValue, 1);
    }

    Timing(Duration defaultValue, long minMillis) {
        this.defaultValue = defaultValue;
        this.minMillis = minMillis;
    }

    long minMillis() {
        return minMillis;
    }

    Duration defaultValue() {
        return defaultValue;
    }
}

package io.minirpc.server;

/**
 * The gauges and counters of a server: {@link RpcServer#stats}. Numbers are read one after the other while calls go on,
 * so that they need not fit together to the last one.
 *
 * @param connections how many connections there are
 * @param inFlight how many calls run or wait for their turn
 * @param queued how many of them wait for others of their connection
 * @param bytesIn how many bytes have come in since the server was built, without what TLS adds
 * @param bytesOut how many bytes were written, without what TLS adds
 * @param rejectedCalls how many calls were refused because of a limit
 * @param refusedConnections how many connections were closed at once because of a limit
 * @param badFrames how many connections were closed because what they sent was no frame, or too long
 * @param strayFrames how many frames came that have no place at a server, such as answers
 * @param unreadBytes the unread bytes of answers, without small remainders
 * @param incompleteFrameBytes the bytes reserved for incomplete frames
 */
public record ServerStats(
        int connections,
        int inFlight,
        int queued,
        long bytesIn,
        long bytesOut,
        long rejectedCalls,
        long refusedConnections,
        long badFrames,
        long strayFrames,
        long unreadBytes,
        long incompleteFrameBytes) {}

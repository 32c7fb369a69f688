package io.minirpc.gochat.check;

/**
 * The state of a run at one moment of its load or its silent tail.
 *
 * @param seconds since the start of the run
 * @param sent messages that were sent
 * @param planned messages that will have been sent at the end
 * @param unanswered requests without an answer
 * @param open connections that are open
 * @param screens all connections
 * @param welcomes how often connections were opened so far
 * @param onTheWay messages that open connections do not show yet, each connection counted
 * @param lost those of them that were committed before the time the server promises, on connections open since then
 */
public record Progress(
        long seconds,
        int sent,
        int planned,
        int unanswered,
        int open,
        int screens,
        int welcomes,
        int onTheWay,
        int lost) {}

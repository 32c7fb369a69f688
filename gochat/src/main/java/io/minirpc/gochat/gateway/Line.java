package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ErrorCode;

/** A line of a client, read or not readable. */
sealed interface Line {
    record Good(ClientFrame frame) implements Line {}

    /**
     * A line that is answered by an error.
     *
     * @param id the request's, 0 where none was found
     */
    record Bad(long id, ErrorCode code, String text) implements Line {}
}

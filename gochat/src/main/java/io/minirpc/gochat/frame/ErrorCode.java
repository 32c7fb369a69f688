package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcMessage;

/** The reason for which a request failed. The names are part of the protocol. */
@RpcMessage
public enum ErrorCode {
    BAD_FRAME(false),
    UNKNOWN_KIND(false),
    INVALID(false),
    NOT_FOUND(false),
    FORBIDDEN(false),
    CONFLICT(false),
    RATE_LIMITED(true),
    BUSY(true),
    INTERNAL(true),
    UNAUTHENTICATED(false),
    WRONG_PASSWORD(false),
    NAME_TAKEN(false),
    BANNED(false);

    private final boolean temporary;

    ErrorCode(boolean temporary) {
        this.temporary = temporary;
    }

    /** Returns whether the same request may succeed later. */
    public boolean temporary() {
        return temporary;
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ErrorCode;
import java.io.Serial;

/** A request that is answered by an error. */
final class RequestException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    RequestException(ErrorCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    static RequestException invalid(String text) {
        return new RequestException(ErrorCode.INVALID, text);
    }

    ErrorCode code() {
        return code;
    }
}

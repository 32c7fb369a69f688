package io.minirpc.gochat.frame;

/** The reasons for which a gateway closes a WebSocket: codes of RFC 6455 and, from 4400 on, of docs/protocol.md. */
public enum CloseCode {
    PROTOCOL_ERROR(1002, "no WebSocket"),
    NOT_TEXT(1003, "a binary frame"),
    NOT_UTF8(1007, "not UTF-8"),
    TOO_LARGE(1009, "frame too large"),
    TRY_AGAIN_LATER(1013, "too slow or silent"),
    NO_HELLO(4400, "the first frame has to be hello"),
    UNAUTHENTICATED(4401, "the token is not valid, or its session has ended"),
    BANNED(4403, "this account is banned"),
    REPLACED(4409, "replaced by another connection of this device"),
    TOO_OLD(4426, "the protocol version is too old"),
    DRAIN(4450, "the server shuts down");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}

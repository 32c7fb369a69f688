package io.minirpc.gochat.client;

/** A request whose outcome is unknown, since its connection broke or there was none. */
public final class ConnectionLostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConnectionLostException(String message) {
        super(message);
    }
}

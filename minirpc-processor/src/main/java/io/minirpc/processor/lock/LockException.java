package io.minirpc.processor.lock;

/** A lock, or a class output, that cannot be used; the message says where, why and what to do. */
public final class LockException extends Exception {
    private static final long serialVersionUID = 1;

    LockException(String message) {
        super(message);
    }

    LockException(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}

package io.minirpc.localservers;

import org.jspecify.annotations.Nullable;

/** Something cannot be had on this machine; the message goes on from "and". */
final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

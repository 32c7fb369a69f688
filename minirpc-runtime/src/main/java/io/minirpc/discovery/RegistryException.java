package io.minirpc.discovery;

import org.jspecify.annotations.Nullable;

/** A registry did not do what it was asked for: it cannot be reached, refuses, or is closed. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Creates an exception.
     *
     * @param message what was asked, of which registry, and why it failed
     * @param cause what it came from, or null
     */
    public RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

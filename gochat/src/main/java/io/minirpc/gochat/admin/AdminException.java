package io.minirpc.gochat.admin;

import java.io.Serial;

/** A command that failed, with its exit code, the code of the reason, and the reason in one line or several. */
public final class AdminException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    static final int REFUSED = 1;
    static final int MISUSED = 2;
    static final int UNAVAILABLE = 3;

    private final int exitCode;
    private final String code;

    AdminException(int exitCode, String code, String text, Throwable cause) {
        super(text, cause);
        this.exitCode = exitCode;
        this.code = code;
    }

    /** Returns the failure of a command whose settings are not taken. */
    public static AdminException misused(Exception cause) {
        return new AdminException(MISUSED, "USAGE", String.valueOf(cause.getMessage()), cause);
    }

    /** Returns the failure of a command whose database cannot be opened or does not answer. */
    public static AdminException unavailable(Exception cause) {
        return new AdminException(UNAVAILABLE, "DATABASE", String.valueOf(cause.getMessage()), cause);
    }

    int exitCode() {
        return exitCode;
    }

    String code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}

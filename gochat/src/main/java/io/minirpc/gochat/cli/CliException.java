package io.minirpc.gochat.cli;

/** A command that failed, with its exit code and one line that says what to do. */
final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1;

    static final int REFUSED = 1;
    static final int MISUSED = 2;
    static final int UNREACHABLE = 3;

    private final int exitCode;
    private final String code;

    CliException(int exitCode, String code, String text) {
        super(text);
        this.exitCode = exitCode;
        this.code = code;
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

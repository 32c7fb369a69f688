package io.minirpc.gochat.store;

import java.sql.SQLException;

/** What whoever starts the program is told of a server that cannot be used. */
final class ServerFailures {
    private ServerFailures() {}

    /** Returns the reason of a failure, with what to do. Errors of the driver have no passwords. */
    static String reasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error && isFromServer(error)) {
                return error.getMessage() + advice(error.getErrorCode());
            }
        }
        return String.valueOf(innermost(failure).getMessage());
    }

    /** Returns whether the server said so; otherwise it could not be reached, or broke off. */
    static boolean isFromServer(SQLException error) {
        return error.getErrorCode() > 0;
    }

    private static String advice(int code) {
        return switch (code) {
            case 1045, 1698 -> " (expected: the name and the password of a user of this server)";
            case 1049 -> " (expected: CREATE DATABASE was run for it)";
            case 1044, 1142, 1227, 1370 -> " (expected: GRANT ALL ON the database TO the user)";
            case 1130 -> " (expected: a user who may come from this machine)";
            default -> "";
        };
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}

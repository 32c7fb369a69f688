package io.minirpc.gochat.store;

import io.minirpc.gochat.store.StoreException.Kind;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** What whoever starts the program is told of a server that cannot be used. */
final class ServerFailures {
    /**
     * Answers of a server that ends or begins, or has no connection to spare: too many connections (1040, 1203, 1226),
     * a node that joins its cluster (1047), a shutdown, connections that it ended.
     */
    private static final Set<Integer> AWAY =
            Set.of(1040, 1203, 1226, 1047, 1053, 1152, 1158, 1159, 1160, 1161, 1927, 4031);

    private ServerFailures() {}

    /**
     * Returns whether a start failed only since the server is away: it cannot be reached, or broke off. Not where it
     * refuses, or its certificate is not accepted.
     */
    static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreException store) {
                return store.kind() == Kind.CONNECTION_LOST;
            }
            if (cause instanceof SQLException error && isFromServer(error)) {
                return AWAY.contains(error.getErrorCode());
            }
            if (cause instanceof IOException) {
                return !(cause instanceof SSLException);
            }
        }
        return false;
    }

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

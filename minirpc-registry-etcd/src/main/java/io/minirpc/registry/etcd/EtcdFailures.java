package io.minirpc.registry.etcd;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Says in words why etcd did not do something. */
final class EtcdFailures {
    private EtcdFailures() {}

    static String describe(Status status) {
        String description = status.getDescription() == null ? "" : status.getDescription();
        String reason = root(status.getCause(), description);
        return switch (status.getCode()) {
            case UNAVAILABLE -> "cannot be reached: " + reason;
            case DEADLINE_EXCEEDED -> "did not answer in time";
            case PERMISSION_DENIED -> "does not permit it: " + reason;
            case UNKNOWN, INTERNAL, CANCELLED -> "failed: " + reason;
            default -> "refused: " + reason;
        };
    }

    /** The innermost cause is what the system said, such as "Connection refused". */
    private static String root(@Nullable Throwable cause, String description) {
        String message = description;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t.getMessage() != null) {
                message = t.getMessage();
            }
        }
        return message;
    }
}

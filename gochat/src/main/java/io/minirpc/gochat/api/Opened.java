package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a connection.
 *
 * @param user the session's user; null where the session has ended or is another user's
 * @param epoch the history of the database
 * @param groups of the user's with {@code GroupLimits.REGISTERED} members or more, read with the truth
 * @param waiting conversations that may have messages for the user, newest first; null where none is known
 */
@RpcMessage
public record Opened(
        @Nullable User user,
        Truth truth,
        String epoch,
        List<String> groups,
        @Nullable List<String> waiting) {
    /** Returns the same with conversations that wait. */
    public Opened withWaiting(@Nullable List<String> conversations) {
        return new Opened(user, truth, epoch, groups, conversations);
    }
}

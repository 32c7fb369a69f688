package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.ServerFrame.User;
import org.jspecify.annotations.Nullable;

/** The outcome of a registration, a log-in or a refresh. */
@RpcMessage
public sealed interface GrantResult {
    /**
     * A session and its tokens.
     *
     * @param operator whether the user is marked as one who runs the site; false from a service that does not know
     */
    record Granted(
            User user,
            long session,
            @Sensitive String accessToken,
            long expiresInMs,
            @Sensitive String refreshToken,
            long refreshExpiresInMs,
            boolean operator)
            implements GrantResult {}

    record Refused(Refusal refusal) implements GrantResult {}

    /** A user, or why not. */
    @RpcMessage
    record UserResult(@Nullable User user, @Nullable Refusal refusal) {}
}

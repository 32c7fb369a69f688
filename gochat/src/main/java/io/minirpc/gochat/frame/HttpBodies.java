package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of HTTP requests and answers about accounts. What a request leaves out is null, and checked where it is
 * used.
 */
public final class HttpBodies {
    private HttpBodies() {}

    @RpcMessage
    public record Register(
            @Nullable String name,
            @Sensitive @Nullable String password,
            @Nullable String display,
            @Nullable String device) {}

    @RpcMessage
    public record LogIn(
            @Nullable String name,
            @Sensitive @Nullable String password,
            @Nullable String device) {}

    @RpcMessage
    public record Refresh(
            @Sensitive @Nullable @RpcField(name = "refresh_token")
            String refreshToken) {}

    @RpcMessage
    public record ChangePassword(
            @Sensitive @Nullable String old,
            @Sensitive @Nullable @RpcField(name = "new") String changed) {}

    @RpcMessage
    public record Profile(@Nullable String display) {}

    /**
     * A session and its tokens.
     *
     * @param refreshToken null where it is sent as a cookie
     * @param operator whether the user is marked as one who runs the site
     */
    @RpcMessage
    public record Grant(
            User user,
            String session,
            @Sensitive @RpcField(name = "access_token") String accessToken,
            @RpcField(name = "expires_in_ms") long expiresInMs,

            @Sensitive @Nullable @RpcField(name = "refresh_token")
            String refreshToken,

            boolean operator) {}

    @RpcMessage
    public record Sessions(List<Session> sessions) {}

    /**
     * A session in the list of a user.
     *
     * @param last when it was refreshed last
     */
    @RpcMessage
    public record Session(String id, String device, long created, long last, boolean current) {}

    @RpcMessage
    public record Found(User user) {}

    @RpcMessage
    public record Failed(Failure error) {}

    @RpcMessage
    public record Failure(
            ErrorCode code,
            boolean temporary,
            @RpcField(name = "retry_after_ms") long retryAfterMs,
            String text) {}
}

package io.minirpc.gochat.gateway.http;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of requests and answers. What a request leaves out is null, and checked where it is used. */
final class HttpBodies {
    private HttpBodies() {}

    @RpcMessage
    record Register(
            @Nullable String name,
            @Sensitive @Nullable String password,
            @Nullable String display,
            @Nullable String device) {}

    @RpcMessage
    record LogIn(
            @Nullable String name,
            @Sensitive @Nullable String password,
            @Nullable String device) {}

    @RpcMessage
    record Refresh(
            @Sensitive @Nullable @RpcField(name = "refresh_token")
            String refreshToken) {}

    @RpcMessage
    record ChangePassword(
            @Sensitive @Nullable String old,
            @Sensitive @Nullable @RpcField(name = "new") String changed) {}

    @RpcMessage
    record Profile(@Nullable String display) {}

    /** @param refreshToken null where it is sent as a cookie */
    @RpcMessage
    record Grant(
            User user,
            String session,
            @Sensitive @RpcField(name = "access_token") String accessToken,
            @RpcField(name = "expires_in_ms") long expiresInMs,

            @Sensitive @Nullable @RpcField(name = "refresh_token")
            String refreshToken) {}

    @RpcMessage
    record Sessions(List<Session> sessions) {}

    /**
     * A session in the list of a user.
     *
     * @param last when it was refreshed last
     */
    @RpcMessage
    record Session(String id, String device, long created, long last, boolean current) {}

    @RpcMessage
    record Found(User user) {}

    @RpcMessage
    record Failed(Failure error) {}

    @RpcMessage
    record Failure(
            ErrorCode code,
            boolean temporary,
            @RpcField(name = "retry_after_ms") long retryAfterMs,
            String text) {}
}

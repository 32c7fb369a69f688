package io.minirpc.gochat.cli;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.HttpBodies.Grant;

/**
 * A session as it is kept in a file.
 *
 * @param expires when the access token ends, in UTC milliseconds
 */
@RpcMessage
record SavedSession(
        String server,
        String user,
        String name,
        String display,
        String device,
        @Sensitive @RpcField(name = "access_token") String accessToken,
        long expires,
        @Sensitive @RpcField(name = "refresh_token") String refreshToken) {

    static SavedSession of(String server, String device, Grant grant, long now) {
        String refreshToken = grant.refreshToken();
        return new SavedSession(
                server,
                grant.user().id(),
                grant.user().name(),
                grant.user().display(),
                device,
                grant.accessToken(),
                now + grant.expiresInMs(),
                refreshToken == null ? "" : refreshToken);
    }
}

package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;

/**
 * A change to be committed.
 *
 * @param user who asks for it
 * @param clientMsgId the user's own id for it, which makes it the same change however often it is asked for
 */
@RpcMessage
public record ChangeCommand(long user, String clientMsgId, Change change) {}

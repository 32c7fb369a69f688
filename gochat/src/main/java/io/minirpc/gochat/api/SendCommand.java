package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;

/**
 * A message to be committed.
 *
 * @param sender the sender's user id
 * @param clientMsgId the sender's own id for it, which makes it the same message however often it is sent
 * @param type the message's type, such as {@code text}
 * @param content the message's text
 */
@RpcMessage
public record SendCommand(
        long sender,
        String clientMsgId,
        String type,
        @Sensitive String content) {}

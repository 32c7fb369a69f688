package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a user's conversations.
 *
 * @param more whether others lie below
 * @param rest the sums over those below; null where conversations were asked for by name
 */
@RpcMessage
public record ConversationPage(
        List<Conversation> conversations,
        boolean more,
        @Nullable Rest rest) {}

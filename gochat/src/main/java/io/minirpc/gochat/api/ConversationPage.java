package io.minirpc.gochat.api;

import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Rest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a user's conversations.
 *
 * @param more whether others lie below; of named ones, whether some did not fit
 * @param rest the sums over those below the page, of the same moment as the page. Of named ones over all below the
 *     place that was given, or null without one
 */
@RpcMessage
public record ConversationPage(
        List<Conversation> conversations,
        boolean more,
        @Nullable Rest rest) {}

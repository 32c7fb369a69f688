package io.minirpc.gochat.api;

import io.minirpc.annotation.HashKey;
import io.minirpc.annotation.RpcInterface;
import java.util.concurrent.CompletionStage;

/**
 * Changes to conversations. Calls of one conversation go to one service, as long as the set of services does not
 * change. Outcomes are values and not RPC errors, so that a database outage ejects no service.
 */
@RpcInterface
public interface ConversationService {
    /**
     * Commits a message to a conversation of the sender's.
     *
     * @param conversation the canonical id; a conversation of two is created by its first message
     */
    CompletionStage<SendResult> send(@HashKey String conversation, SendCommand command);

    /**
     * Commits a change to a conversation, as a message of its own seq.
     *
     * @param conversation the canonical id; that of a new group is {@code ConversationId.ofGroup}
     */
    CompletionStage<SendResult> change(@HashKey String conversation, ChangeCommand command);
}

package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.annotation.Sensitive;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame of a client. Its values are checked against docs/protocol.md by its handler, not here. */
@RpcMessage
public sealed interface ClientFrame {
    /** A frame that is answered by one with the same id. */
    sealed interface Request extends ClientFrame {
        /** The client's number for this request, from 1 to 2^53 - 1. */
        long id();
    }

    @RpcField(name = "hello")
    record Hello(
            long id,
            int v,
            @RpcField(name = "min_v") int minV,
            @Nullable String client,
            @Nullable String device,
            @Sensitive @Nullable String token,
            @RpcField(name = "take_over") boolean takeOver)
            implements Request {}

    @RpcField(name = "send")
    record Send(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String to,
            @Nullable String type,
            @Sensitive @Nullable String content)
            implements Request {}

    @RpcField(name = "sync")
    record Sync(long id, @Nullable Map<String, Position> have) implements Request {}

    @RpcField(name = "list")
    record ListConversations(
            long id,
            @Nullable ListPosition before,
            @Nullable List<String> only,
            @Nullable Integer limit) implements Request {}

    @RpcField(name = "history")
    record History(
            long id,
            @Nullable String conversation,
            @Nullable Long after,
            @Nullable Long before,
            @Nullable Integer limit)
            implements Request {}

    @RpcField(name = "read")
    record Read(long id, @Nullable String conversation, long seq) implements Request {}

    @RpcField(name = "watch")
    record Watch(long id, @Nullable List<String> users) implements Request {}

    @RpcField(name = "block")
    record Block(long id, @Nullable String user, boolean blocked) implements Request {}

    @RpcField(name = "ack")
    record Ack(long n, @Nullable Map<String, Long> at) implements ClientFrame {}

    @RpcField(name = "alive")
    record Alive() implements ClientFrame {}

    @RpcField(name = "typing")
    record Typing(@Nullable String conversation) implements ClientFrame {}

    /**
     * The end of what a device has of a conversation.
     *
     * @param seq the last message that it has without a hole, 0 for none
     * @param id that message's id
     */
    @RpcMessage
    record Position(long seq, @Nullable String id) {}

    /** A place in the list of conversations, which is ordered by time and id, newest first. */
    @RpcMessage
    record ListPosition(long time, String conversation) {}
}

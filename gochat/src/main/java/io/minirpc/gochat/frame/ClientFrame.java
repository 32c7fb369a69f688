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

    /** A change of a conversation, which is committed as a message of its own seq. */
    sealed interface Change extends Request {
        /** The client's own id for it, which makes it the same change however often it is sent. */
        @Nullable
        String clientMsgId();

        /** The conversation that it changes; null where it creates one. */
        default @Nullable String conversation() {
            return null;
        }
    }

    @RpcField(name = "group.create")
    record CreateGroup(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String name,
            @Nullable List<String> members)
            implements Change {}

    @RpcField(name = "group.invite")
    record Invite(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            @Nullable List<String> users)
            implements Change {}

    @RpcField(name = "group.join")
    record Join(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            @Sensitive @Nullable String code)
            implements Change {}

    @RpcField(name = "group.leave")
    record Leave(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation) implements Change {}

    @RpcField(name = "group.kick")
    record Kick(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            @Nullable String user)
            implements Change {}

    @RpcField(name = "group.role")
    record SetRole(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            @Nullable String user,
            @Nullable Role role)
            implements Change {}

    @RpcField(name = "group.rename")
    record Rename(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            @Nullable String name)
            implements Change {}

    @RpcField(name = "group.dissolve")
    record Dissolve(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation) implements Change {}

    @RpcField(name = "recall")
    record Recall(
            long id,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId,
            @Nullable String conversation,
            long seq)
            implements Change {}

    @RpcField(name = "members")
    record ListMembers(
            long id,
            @Nullable String conversation,
            @Nullable String after,
            @Nullable Integer limit) implements Request {}

    @RpcField(name = "receipts")
    record ListReceipts(long id, @Nullable String conversation, long seq) implements Request {}

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

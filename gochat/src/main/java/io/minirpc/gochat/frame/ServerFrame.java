package io.minirpc.gochat.frame;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame of a gateway: an answer if it has an id, else a push. */
@RpcMessage
public sealed interface ServerFrame {
    /**
     * The start of a connection.
     *
     * @param waiting conversations that may have messages for the user, newest first; null where none is known
     */
    @RpcField(name = "welcome")
    record Welcome(
            long id,
            int v,
            User user,
            String session,
            long time,
            String epoch,
            Truth truth,
            Limits limits,
            @Nullable List<String> waiting)
            implements ServerFrame {}

    @RpcField(name = "sent")
    record Sent(
            long id,
            String conversation,
            long seq,
            @RpcField(name = "message_id") String messageId,
            long time,
            boolean again)
            implements ServerFrame {}

    @RpcField(name = "synced")
    record Synced(long id, Map<String, SyncEntry> conversations) implements ServerFrame {}

    @RpcField(name = "listed")
    record Listed(
            long id,
            List<Conversation> conversations,
            boolean more,
            @Nullable Rest rest,
            int limit) implements ServerFrame {}

    @RpcField(name = "page")
    record Page(long id, String conversation, long first, long last, List<Message> messages, boolean more, int limit)
            implements ServerFrame {}

    /** The user's own cursor; without an id where another connection moved it. */
    @RpcField(name = "cursor")
    record Cursor(@Nullable Long id, String conversation, long read, long unread, long at) implements ServerFrame {}

    @RpcField(name = "ok")
    record Ok(long id) implements ServerFrame {}

    /** A failed request, or without an id a line that could not be read. */
    @RpcField(name = "error")
    record Failure(
            @Nullable Long id,
            ErrorCode code,
            boolean temporary,
            @RpcField(name = "retry_after_ms") @Nullable Long retryAfterMs,
            String text)
            implements ServerFrame {}

    /** A message, as a push and inside of pages. */
    @RpcField(name = "msg")
    record Message(
            String conversation,
            long seq,
            long prev,
            String id,
            String from,
            String type,
            String content,
            long time,
            @RpcField(name = "client_msg_id") @Nullable String clientMsgId)
            implements ServerFrame {}

    @RpcField(name = "mark")
    record Mark(long n) implements ServerFrame {}

    @RpcField(name = "behind")
    record Behind() implements ServerFrame {}

    @RpcField(name = "receipt")
    record Receipt(String conversation, String user, long read, long delivered) implements ServerFrame {}

    /** How many others have received and read messages of one's own in a group. */
    @RpcField(name = "counts")
    record Counts(String conversation, List<Count> at) implements ServerFrame {}

    @RpcMessage
    record Count(long seq, int read, int delivered) {}

    /** Those who have received, and who have read, a message of one's own in a group. */
    @RpcField(name = "receipts")
    record Receipts(long id, String conversation, long seq, List<String> read, List<String> delivered)
            implements ServerFrame {}

    @RpcField(name = "members")
    record Members(
            long id,
            String conversation,
            Group group,
            @Nullable String code,
            List<Member> members,
            boolean more,
            int limit)
            implements ServerFrame {}

    /** A member of a group as the others see him. */
    @RpcMessage
    record Member(User user, Role role) {}

    @RpcField(name = "typing")
    record Typing(String conversation, String user) implements ServerFrame {}

    @RpcField(name = "presence")
    record Presence(String user, boolean online) implements ServerFrame {}

    /**
     * What a user should have, over all conversations that he ever belonged to. All three only grow.
     *
     * @param n the number of these conversations
     * @param heads the sum of the last seq that he may see in each
     * @param reads the sum of his read cursors
     */
    @RpcField(name = "truth")
    @RpcMessage
    record Truth(long n, long heads, long reads) implements ServerFrame {}

    @RpcField(name = "bye")
    record Bye(int code, @RpcField(name = "retry_after_ms") long retryAfterMs) implements ServerFrame {}

    /** A user as others see him. */
    @RpcMessage
    record User(String id, String name, String display) {}

    /** The limits in force. */
    @RpcMessage
    record Limits(
            @RpcField(name = "content_bytes") int contentBytes,
            int have,
            @RpcField(name = "heartbeat_ms") long heartbeatMs) {}

    /**
     * What a device lacks of one conversation.
     *
     * @param first the seq of the first of {@code messages}, 0 without messages
     * @param last the seq of the last of them, 0 without messages
     * @param head the last seq that the user may see
     * @param left the last seq that he may see if he is out
     * @param ahead whether the device has what the database has not
     * @param gap whether messages below {@code first} were left out
     * @param unknown whether it is no conversation of the user's; everything else is 0 then
     */
    @RpcMessage
    record SyncEntry(
            long first,
            long last,
            long head,
            @Nullable List<Message> messages,
            boolean more,
            long read,
            long delivered,
            long unread,
            @Nullable Long left,
            boolean ahead,
            boolean gap,
            boolean unknown,
            @RpcField(name = "peer_read") long peerRead,
            @RpcField(name = "peer_delivered") long peerDelivered) {}

    /**
     * A group as one of its members sees it.
     *
     * @param members how many there are
     * @param role the member's own
     */
    @RpcMessage
    record Group(String name, int members, Role role) {}

    /**
     * A conversation in the list of a user.
     *
     * @param peer the other one of two; null for a group
     * @param group null for a conversation of two, and for a group that the user has left
     */
    @RpcMessage
    record Conversation(
            String id,
            @Nullable User peer,
            @Nullable Group group,
            long head,
            long read,
            long delivered,
            @RpcField(name = "peer_read") long peerRead,
            @RpcField(name = "peer_delivered") long peerDelivered,
            long unread,
            @Nullable Long left,
            long time,
            @Nullable Message last) {}

    /** The sums over the conversations below a page of the list. */
    @RpcMessage
    record Rest(long n, long heads, long reads, long unread) {}
}

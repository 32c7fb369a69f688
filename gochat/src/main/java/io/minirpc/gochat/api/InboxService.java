package io.minirpc.gochat.api;

import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The conversations, messages and cursors of users. Any service answers. Failures of the store are RPC errors. */
@RpcInterface
public interface InboxService {
    /** Returns the name of the history of the database, which gateways need before they start. */
    @Idempotent
    CompletionStage<String> epoch();

    /**
     * Opens connections: checks that each session is alive, and reads what its user should have. At most 200; answers
     * in order.
     */
    @Idempotent
    CompletionStage<List<Opened>> open(List<Opening> openings);

    /** Reads what users should have. At most 200; answers in order. */
    @Idempotent
    CompletionStage<List<Truth>> truths(List<Long> users);

    /**
     * Reads what a device lacks of its conversations, in the order of {@code have}.
     *
     * @param have at most 500 positions; what does not fit has no entry in the answer
     * @param maxBytes of encoded entries with their names and messages; one entry with one message fits always
     */
    @Idempotent
    CompletionStage<Map<String, SyncEntry>> sync(long user, Map<String, Position> have, int maxBytes);

    /** Reads a page of a user's conversations, newest activity first, of at most 200 KiB where it is encoded. */
    @Idempotent
    CompletionStage<ConversationPage> list(long user, ListQuery query);

    /** Reads messages that the user may see; empty where the conversation is not the user's. */
    @Idempotent
    CompletionStage<Optional<HistoryPage>> history(long user, String conversation, HistoryQuery query);

    /**
     * Moves the user's read cursor up, tells the user's other connections and the other side once it is committed.
     *
     * @param connection the connection that asks, which gets the answer and no push
     * @return the cursor after it; empty where the conversation is not the user's
     */
    @Idempotent
    CompletionStage<Optional<Cursor>> read(long user, String conversation, long seq, String connection);

    /** Moves delivered cursors up and tells the senders. Conversations that are not the user's are ignored. */
    @Idempotent
    CompletionStage<Void> delivered(List<Delivered> delivered);

    /** Relays to the others in a conversation that the user is writing. Does nothing where that is not allowed. */
    CompletionStage<Void> typing(long user, String conversation);

    /** Lets a user block another, or ends that. Empty on success, {@code NOT_FOUND} where there is no such user. */
    CompletionStage<Optional<ErrorCode>> block(long user, long other, boolean blocked);

    /**
     * Returns those of {@code users} whose presence the user may see: they share a conversation, and no one has blocked
     * the other.
     */
    @Idempotent
    CompletionStage<List<Long>> watchable(long user, List<Long> users);

    /**
     * Reads a page of a group's members; empty where the group is not the user's.
     *
     * @param after the id of the last member of the page before, 0 for the first page
     * @param limit from 1 to 200
     */
    @Idempotent
    CompletionStage<Optional<MemberPage>> members(long user, String conversation, long after, int limit);

    /** Reads who has a message of the user's own in a group; empty where it is none. */
    @Idempotent
    CompletionStage<Optional<GroupReceipts>> receipts(long user, String conversation, long seq);

    /**
     * Reads the groups of users that have {@code GroupLimits.REGISTERED} members or more, for gateways, which register
     * for them. At most 200; answers in order.
     */
    @Idempotent
    CompletionStage<List<List<String>>> largeGroups(List<Long> users);

    /**
     * Reads who may see messages of a group from {@code seq} on: whoever is in, or was at {@code seq} or later. For
     * gateways, which deliver messages of large groups.
     */
    @Idempotent
    CompletionStage<GroupView> viewers(String conversation, long seq);
}

package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ConversationId.OfTwo;
import io.minirpc.gochat.frame.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages into the database. Thread-safe. All methods run on the caller's thread, which nobody must
 * interrupt, and throw {@link StoreException}.
 */
public interface SendStore {
    static SendStore of(Database database) {
        return new SqlSendStore(database);
    }

    /** Makes the tables of a month and of the two after it where they are missing; cheap where they are not. */
    void ensureMonths(int month);

    /**
     * Creates a conversation of two in a transaction of its own. Does nothing where it exists, or where one of its
     * users does not.
     */
    void create(OfTwo conversation, long nowMs);

    /**
     * Runs a batch as one transaction: locks its conversations, reads what concerns them, and writes what
     * {@code decide} returns. When this returns, all of it is durable; {@link StoreException.Kind#UNKNOWN_OUTCOME} says
     * that it may be.
     *
     * @param decide called once, after the locks were taken; what it throws rolls the transaction back
     */
    void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide);

    /**
     * Deletes answers of days before {@code day}, which counts from 1970, at most 1,000 of them.
     *
     * @return how many were deleted
     */
    int deleteAnswersBefore(int day);

    /** What to do about conversations that another transaction has locked. */
    enum Locking {
        /** Leave them out. */
        SKIP,
        /** Wait for them, at most 2 s. */
        WAIT
    }

    /**
     * What a batch concerns.
     *
     * @param blocks those that may forbid something
     * @param groups those that are to be changed
     * @param added the users that may be added to a conversation
     * @param places the messages that are to be changed
     * @param isKnown whether the members of a conversation are known as of a version
     * @param isUnpublished whether the message of an answer is to be read, for those who may see it
     */
    record BatchKeys(
            Set<String> conversations,
            Set<AnswerKey> answers,
            Set<Block> blocks,
            Set<String> groups,
            Map<String, Set<Long>> added,
            Set<Place> places,
            BiPredicate<String, Long> isKnown,
            Predicate<Answer> isUnpublished) {
        /** Returns keys to which others are added. */
        public static BatchKeys empty(BiPredicate<String, Long> isKnown, Predicate<Answer> isUnpublished) {
            return new BatchKeys(
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashSet<>(),
                    new HashMap<>(),
                    new HashSet<>(),
                    isKnown,
                    isUnpublished);
        }
    }

    /**
     * What the database says about a batch, read after its conversations were locked.
     *
     * @param locked the conversations that the batch has locked
     * @param lockedElsewhere those that another transaction has locked; the rest do not exist
     * @param members those who are in, of each conversation in {@code locked} whose members were not known
     * @param groups those of the keys that exist
     * @param users those of the users to be added that exist
     * @param out the last seq that each of those may see who once was in and is out, by conversation
     * @param blocks those of the keys that are in force
     * @param answers those of the keys that were given before
     * @param messages those at the places of the keys
     * @param unpublished the messages of answers that were asked for
     */
    record BatchState(
            Map<String, Row> locked,
            Set<String> lockedElsewhere,
            Map<String, Map<Long, Role>> members,
            Map<String, Group> groups,
            Set<Long> users,
            Map<String, Map<Long, Long>> out,
            Set<Block> blocks,
            Map<AnswerKey, Answer> answers,
            Map<Place, PlacedMessage> messages,
            Map<Place, Unpublished> unpublished) {}

    /** The row of a conversation. */
    record Row(Head head, long memberVersion, long editVersion) {}

    /**
     * The end of a conversation.
     *
     * @param seq the last message's, 0 without messages
     * @param countable how many messages up to it count as unread for others
     * @param month of the last segment as yyyymm, 0 without messages
     * @param lastTime of the last message, 0 without messages
     */
    record Head(long seq, long countable, int month, long lastTime) {}

    /** A group as it is stored. */
    record Group(String name, String code, boolean dissolved) {}

    /** A message's place in its conversation. */
    record Place(String conversation, long seq) {}

    /**
     * A message, and the table that has it.
     *
     * @param month of the table that has the message
     */
    record PlacedMessage(int month, StoredMessage message) {}

    /** A message that was committed before, and who may see it. */
    record Unpublished(StoredMessage message, List<Viewer> viewers) {}

    /**
     * Whoever may see a message.
     *
     * @param previous the last seq before it that he may see, 0 for none
     * @param out whether it is the last one that he may see, since he is out
     */
    record Viewer(long user, long previous, boolean out) {}

    /** Who may not write to whom. */
    record Block(long blocker, long blocked) {}

    /** A client's own id of a message. */
    record AnswerKey(long sender, String clientMsgId) implements Comparable<AnswerKey> {
        @Override
        public int compareTo(AnswerKey other) {
            int order = Long.compare(sender, other.sender);
            return order != 0 ? order : clientMsgId.compareTo(other.clientMsgId);
        }
    }

    /** What was answered under a client's own id. */
    record Answer(String hash, String conversation, long seq, long messageId, long time) {}

    /**
     * What a batch writes.
     *
     * @param rows the conversations as they are after it, of all that have new messages
     * @param blanked the texts that were recalled
     */
    record BatchWrites(
            List<NewGroup> created,
            List<NewMessage> messages,
            Map<String, Row> rows,
            List<Blanked> blanked,
            List<GroupRow> groups,
            MemberWrites members) {
        /** Returns writes to which others are added. */
        public static BatchWrites empty() {
            return new BatchWrites(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new HashMap<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    MemberWrites.empty());
        }
    }

    /**
     * A group that begins, without members.
     *
     * @param time in UTC milliseconds
     */
    record NewGroup(String conversation, String name, String code, long time) {}

    /**
     * A numbered message.
     *
     * @param head the end of the conversation with this message
     * @param segment whether the message is the first of its conversation in its month
     * @param hash of conversation, kind and values, for the answer to a retry
     */
    record NewMessage(
            String conversation,
            Head head,
            boolean segment,
            long id,
            long sender,
            String type,
            String content,
            String clientMsgId,
            String hash) {
        AnswerKey key() {
            return new AnswerKey(sender, clientMsgId);
        }
    }

    /** A text whose sender took it back. */
    record Blanked(int month, Place place) {}

    /**
     * A group that was changed.
     *
     * @param dissolved in UTC milliseconds; null while the group exists
     */
    record GroupRow(
            String conversation,
            String name,
            int members,
            @Nullable Long dissolved) {}

    /**
     * The changes of memberships, each list in the order of conversation and user.
     *
     * @param own the messages of their own that members got
     * @param ended spans of members who were in before the batch
     * @param spans those that the batch began
     * @param joined members whom the batch added
     * @param changed members who were in before and have another role, or are out
     * @param dissolved the conversations without members, with the last seq that those may see who were in
     */
    record MemberWrites(
            List<Own> own,
            List<SpanEnd> ended,
            List<NewSpan> spans,
            List<Joined> joined,
            List<Changed> changed,
            Map<String, Long> dissolved) {
        static MemberWrites empty() {
            return new MemberWrites(
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new HashMap<>());
        }
    }

    /**
     * A member's own new messages.
     *
     * @param count of new messages that count as unread for others
     */
    record Own(String conversation, long user, long count) {}

    record SpanEnd(String conversation, long user, long last) {}

    /**
     * A span that begins.
     *
     * @param last null while the user is in
     */
    record NewSpan(
            String conversation,
            long user,
            long first,
            @Nullable Long last) {}

    /**
     * A member from the seq of an event on, which he has read.
     *
     * @param isKnown whether he had been in before
     * @param read the event's seq
     * @param readCount the running count there
     * @param ownAbove how many messages of his own count above it
     * @param left the last seq that he may see if he is out again, else null
     */
    record Joined(
            String conversation,
            long user,
            boolean isKnown,
            @Nullable Role role,
            long read,
            long readCount,
            long ownAbove,
            @Nullable Long left) {}

    /**
     * A member who was in before.
     *
     * @param left the last seq that he may see if he is out, else null
     */
    record Changed(
            String conversation,
            long user,
            @Nullable Role role,
            @Nullable Long left) {}

    /** Returns the month of a time as yyyymm, in UTC. */
    static int monthOf(long timeMs) {
        return MessageTables.monthOf(timeMs);
    }

    /** Returns the day of a time, counted from 1970, in UTC. */
    static int dayOf(long timeMs) {
        return Math.toIntExact(Math.floorDiv(timeMs, 86_400_000L));
    }
}

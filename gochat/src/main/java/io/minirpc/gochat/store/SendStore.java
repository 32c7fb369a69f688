package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ConversationId.OfTwo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    void commit(BatchKeys keys, Locking locking, Function<BatchState, List<NewMessage>> decide);

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

    /** What a batch concerns. */
    record BatchKeys(Set<String> conversations, Set<AnswerKey> answers, Set<Block> blocks) {}

    /**
     * What the database says about a batch, read after its conversations were locked.
     *
     * @param locked the conversations that the batch has locked
     * @param lockedElsewhere those that another transaction has locked; the rest do not exist
     * @param members whoever ever belonged to one of those in {@code locked}
     * @param blocks those of the keys that are in force
     * @param answers those of the keys that were given before
     */
    record BatchState(
            Map<String, Head> locked,
            Set<String> lockedElsewhere,
            Map<String, List<Member>> members,
            Set<Block> blocks,
            Map<AnswerKey, Answer> answers) {}

    /**
     * The end of a conversation.
     *
     * @param seq the last message's, 0 without messages
     * @param countable how many messages up to it count as unread for others
     * @param month of the last segment as yyyymm, 0 without messages
     * @param lastTime of the last message, 0 without messages
     */
    record Head(long seq, long countable, int month, long lastTime) {}

    /**
     * Whoever belongs to a conversation, or once did.
     *
     * @param leftSeq the last seq that the member may see; null while he is in
     */
    record Member(long user, @Nullable Long leftSeq) {
        /** Returns whether the member may see a message. */
        public boolean sees(long seq) {
            return leftSeq == null || seq <= leftSeq;
        }
    }

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
     * A numbered message.
     *
     * @param head the end of the conversation with this message
     * @param segment whether the message is the first of its conversation in its month
     * @param hash of conversation, type and content, for the answer to a retry
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

    /** Returns the month of a time as yyyymm, in UTC. */
    static int monthOf(long timeMs) {
        return MessageTables.monthOf(timeMs);
    }

    /** Returns the day of a time, counted from 1970, in UTC. */
    static int dayOf(long timeMs) {
        return Math.toIntExact(Math.floorDiv(timeMs, 86_400_000L));
    }
}

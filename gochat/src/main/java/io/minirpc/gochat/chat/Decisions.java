package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ConversationId.OfTwo;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.store.SendStore.Answer;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import io.minirpc.gochat.store.SendStore.BatchKeys;
import io.minirpc.gochat.store.SendStore.BatchState;
import io.minirpc.gochat.store.SendStore.Block;
import io.minirpc.gochat.store.SendStore.Head;
import io.minirpc.gochat.store.SendStore.Member;
import io.minirpc.gochat.store.SendStore.NewMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * Decides about the messages of one batch in order of arrival, from what the database says under the locks. Changes
 * nothing outside. Used once.
 */
final class Decisions {
    private static final long PUBLISHED_AGAIN_MS = Duration.ofMinutes(10).toMillis();

    private final List<Pending> batch;
    private final long now;
    private final boolean created;
    private final LongPredicate published;

    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<NewMessage> messages = new ArrayList<>();
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<AnswerKey, Answer> answers = new HashMap<>();

    /**
     * @param now in UTC milliseconds
     * @param created whether missing conversations of two were created before, where their users exist
     * @param published whether this process saw the commit of a message and published it
     */
    Decisions(List<Pending> batch, long now, boolean created, LongPredicate published) {
        this.batch = batch;
        this.now = now;
        this.created = created;
        this.published = published;
    }

    /** Returns what has to be read before {@link #decide}. */
    BatchKeys keys() {
        Set<String> conversations = new HashSet<>();
        Set<AnswerKey> keys = new HashSet<>();
        Set<Block> blocks = new HashSet<>();
        for (Pending pending : batch) {
            Outgoing message = pending.message();
            conversations.add(message.conversation());
            keys.add(message.key());
            block(message).ifPresent(blocks::add);
        }
        return new BatchKeys(conversations, keys, blocks);
    }

    /** Returns what has to be written. */
    List<NewMessage> decide(BatchState state) {
        heads.putAll(state.locked());
        answers.putAll(state.answers());
        batch.forEach(pending -> verdicts.add(decide(pending, state)));
        return messages;
    }

    /** Returns what became of the messages, in the order of the batch. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** The answer to a retry comes first: what was committed stays committed, whatever is forbidden since. */
    private Verdict decide(Pending pending, BatchState state) {
        Outgoing message = pending.message();
        if (state.lockedElsewhere().contains(message.conversation())) {
            return new Verdict.Aside();
        }
        Answer answer = answers.get(message.key());
        if (answer != null) {
            return again(message, answer, state);
        }
        Head head = heads.get(message.conversation());
        if (!(head == null ? mayCreate(message) : isMember(message, state))) {
            return Verdict.refused(ErrorCode.NOT_FOUND, "no such conversation of yours: " + message.conversation());
        }
        if (block(message).filter(state.blocks()::contains).isPresent()) {
            return Verdict.refused(ErrorCode.FORBIDDEN, "the other one has blocked you");
        }
        return head == null ? new Verdict.Aside() : number(pending, head, state);
    }

    private boolean mayCreate(Outgoing message) {
        return !created && conversationOfTwo(message).isPresent();
    }

    private static boolean isMember(Outgoing message, BatchState state) {
        return members(message, state).stream()
                .anyMatch(member -> member.user() == message.sender() && member.leftSeq() == null);
    }

    /** Returns the block that would forbid a message. */
    private static Optional<Block> block(Outgoing message) {
        return conversationOfTwo(message).map(id -> new Block(id.peerOf(message.sender()), message.sender()));
    }

    /** Returns the conversation, where it is one of two and the sender's. */
    static Optional<OfTwo> conversationOfTwo(Outgoing message) {
        return ConversationId.parseOfTwo(message.conversation()).filter(id -> id.mayHave(message.sender()));
    }

    private Verdict again(Outgoing message, Answer answer, BatchState state) {
        if (!answer.hash().equals(message.hash())) {
            return Verdict.refused(
                    ErrorCode.CONFLICT,
                    "client_msg_id: " + message.clientMsgId() + " was used for another message (expected: a new one)");
        }
        boolean lost = state.answers().containsKey(message.key())
                && now - answer.time() < PUBLISHED_AGAIN_MS
                && !published.test(answer.messageId());
        return new Verdict.Answered(
                new Sent(answer.seq(), answer.messageId(), answer.time(), true),
                lost ? committed(message, answer, state) : null);
    }

    /** Neither the time nor the month of a conversation goes back, whatever the clock does. */
    private Verdict number(Pending pending, Head head, BatchState state) {
        Outgoing message = pending.message();
        long time = Math.max(now, head.lastTime());
        int month = Math.max(SendStore.monthOf(time), head.month());
        Head next = new Head(head.seq() + 1, head.countable() + 1, month, time);
        heads.put(message.conversation(), next);
        messages.add(new NewMessage(
                message.conversation(),
                next,
                month != head.month(),
                pending.id(),
                message.sender(),
                message.type(),
                message.content(),
                message.clientMsgId(),
                message.hash()));
        Answer answer = new Answer(message.hash(), message.conversation(), next.seq(), pending.id(), time);
        answers.put(message.key(), answer);
        return new Verdict.Answered(new Sent(next.seq(), pending.id(), time, false), committed(message, answer, state));
    }

    private static CommittedMessage committed(Outgoing message, Answer answer, BatchState state) {
        List<Long> members = members(message, state).stream()
                .filter(member -> member.sees(answer.seq()))
                .map(Member::user)
                .toList();
        return new CommittedMessage(
                answer.messageId(),
                members,
                new Message(
                        message.conversation(),
                        answer.seq(),
                        answer.seq() - 1, // nobody joins a conversation of two later
                        Ids.text(answer.messageId()),
                        Ids.text(message.sender()),
                        message.type(),
                        message.content(),
                        answer.time(),
                        message.clientMsgId()));
    }

    private static List<Member> members(Outgoing message, BatchState state) {
        return state.members().getOrDefault(message.conversation(), List.of());
    }
}

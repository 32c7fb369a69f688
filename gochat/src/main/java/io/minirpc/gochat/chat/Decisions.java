package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Outgoing.ChangeRequest;
import io.minirpc.gochat.chat.Outgoing.Text;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ConversationId.OfTwo;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.SendStore.Answer;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import io.minirpc.gochat.store.SendStore.BatchKeys;
import io.minirpc.gochat.store.SendStore.BatchState;
import io.minirpc.gochat.store.SendStore.BatchWrites;
import io.minirpc.gochat.store.SendStore.Block;
import io.minirpc.gochat.store.SendStore.Group;
import io.minirpc.gochat.store.SendStore.Place;
import io.minirpc.gochat.store.SendStore.PlacedMessage;
import io.minirpc.gochat.store.SendStore.Row;
import io.minirpc.gochat.store.SendStore.Unpublished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Decides about the messages and changes of one batch in order of arrival, from what the database says under the locks.
 * Changes nothing outside but the cache of members. Used once.
 */
final class Decisions {
    private static final long PUBLISHED_AGAIN_MS = Duration.ofMinutes(10).toMillis();

    private final List<Pending> batch;
    private final long now;
    private final boolean created;
    private final LongPredicate published;
    private final MemberCache cache;

    private final List<Verdict> verdicts = new ArrayList<>();
    private final Map<String, Members> known = new HashMap<>();
    private final Map<String, Draft> drafts = new TreeMap<>();
    private final Map<AnswerKey, Answer> answers = new HashMap<>();

    /**
     * @param now in UTC milliseconds
     * @param created whether missing conversations of two were created before, where their users exist
     * @param published whether this process saw the commit of a message and published it
     */
    Decisions(List<Pending> batch, long now, boolean created, LongPredicate published, MemberCache cache) {
        this.batch = batch;
        this.now = now;
        this.created = created;
        this.published = published;
        this.cache = cache;
    }

    /** Returns what has to be read before {@link #decide}. */
    BatchKeys keys() {
        BatchKeys keys = BatchKeys.empty(this::isKnown, this::isUnpublished);
        batch.forEach(pending -> addTo(keys, pending.message()));
        return keys;
    }

    private static void addTo(BatchKeys keys, Outgoing outgoing) {
        keys.conversations().add(outgoing.conversation());
        keys.answers().add(outgoing.key());
        block(outgoing).ifPresent(keys.blocks()::add);
        if (outgoing instanceof ChangeRequest request) {
            addTo(keys, request, request.change());
        }
    }

    private static void addTo(BatchKeys keys, ChangeRequest request, Change change) {
        String conversation = request.conversation();
        if (change instanceof Recall recall) {
            keys.places().add(new Place(conversation, recall.seq()));
            return;
        }
        keys.groups().add(conversation);
        if (!request.added().isEmpty()) {
            keys.added().computeIfAbsent(conversation, id -> new HashSet<>()).addAll(request.added());
        }
        if (!(change instanceof Join)) {
            request.added().forEach(user -> keys.blocks().add(new Block(user, request.sender())));
        }
    }

    /** Keeps what it finds, since the cache may forget it. */
    private boolean isKnown(String conversation, long version) {
        Members members = cache.find(conversation, version);
        if (members != null) {
            known.put(conversation, members);
        }
        return members != null;
    }

    private boolean isUnpublished(Answer answer) {
        return now - answer.time() < PUBLISHED_AGAIN_MS && !published.test(answer.messageId());
    }

    /** Returns what has to be written. */
    BatchWrites decide(BatchState state) {
        state.locked().forEach((conversation, row) -> drafts.put(conversation, draft(conversation, row, state)));
        answers.putAll(state.answers());
        batch.forEach(pending -> verdicts.add(decide(pending, state)));
        BatchWrites writes = BatchWrites.empty();
        drafts.values().forEach(draft -> draft.addTo(writes));
        return writes;
    }

    private Draft draft(String conversation, Row row, BatchState state) {
        Members members = known.get(conversation);
        if (members == null) {
            members = new Members(state.members().getOrDefault(conversation, Map.of()));
            cache.put(conversation, row.memberVersion(), members);
        }
        return Draft.of(
                conversation,
                now,
                row,
                members,
                state.groups().get(conversation),
                state.out().getOrDefault(conversation, Map.of()));
    }

    /** Returns what became of the messages, in the order of the batch. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** Puts the members of new versions into the cache; called once they are committed. */
    void rememberMembers() {
        drafts.forEach((conversation, draft) -> cache.put(conversation, draft.memberVersion(), draft.members()));
    }

    /** The answer to a retry comes first: what was committed stays committed, whatever is forbidden since. */
    private Verdict decide(Pending pending, BatchState state) {
        Outgoing outgoing = pending.message();
        if (state.lockedElsewhere().contains(outgoing.conversation())) {
            return new Verdict.Aside();
        }
        Answer answer = answers.get(outgoing.key());
        if (answer != null) {
            return again(outgoing, answer, state);
        }
        Draft draft = drafts.get(outgoing.conversation());
        if (outgoing instanceof ChangeRequest request && request.change() instanceof Create create) {
            return draft == null ? create(pending, request, create, state) : usedBefore(outgoing);
        }
        if (!(draft == null ? mayCreate(outgoing) : draft.members().has(outgoing.sender()) || isJoin(outgoing))) {
            return Verdict.refused(ErrorCode.NOT_FOUND, "no such conversation of yours: " + outgoing.conversation());
        }
        if (block(outgoing).filter(state.blocks()::contains).isPresent()) {
            return Verdict.refused(ErrorCode.FORBIDDEN, "the other one has blocked you");
        }
        return draft == null ? new Verdict.Aside() : decide(pending, outgoing, draft, state);
    }

    private boolean mayCreate(Outgoing outgoing) {
        return !created
                && outgoing instanceof Text
                && conversationOfTwo(outgoing).isPresent();
    }

    private static boolean isJoin(Outgoing outgoing) {
        return outgoing instanceof ChangeRequest request && request.change() instanceof Join;
    }

    /** Returns the block that would forbid a message. */
    private static Optional<Block> block(Outgoing outgoing) {
        return conversationOfTwo(outgoing).map(id -> new Block(id.peerOf(outgoing.sender()), outgoing.sender()));
    }

    /** Returns the conversation, where it is one of two and the sender's. */
    static Optional<OfTwo> conversationOfTwo(Outgoing outgoing) {
        return ConversationId.parseOfTwo(outgoing.conversation()).filter(id -> id.mayHave(outgoing.sender()));
    }

    private Verdict decide(Pending pending, Outgoing outgoing, Draft draft, BatchState state) {
        if (outgoing instanceof Text text) {
            return committed(pending, draft.text(pending, text));
        }
        ChangeRequest request = (ChangeRequest) outgoing;
        return request.change() instanceof Recall recall
                ? recall(pending, recall, draft, state)
                : change(pending, request, draft, state);
    }

    private Verdict create(Pending pending, ChangeRequest request, Create create, BatchState state) {
        Draft draft = Draft.ofNew(request.conversation(), now, create.name());
        drafts.put(request.conversation(), draft);
        return committed(
                pending, draft.apply(pending, GroupRules.create(create, request.sender(), addableBy(request, state))));
    }

    private Verdict change(Pending pending, ChangeRequest request, Draft draft, BatchState state) {
        Group group = draft.group();
        if (group == null) {
            return Verdict.refused(ErrorCode.NOT_FOUND, "no such group of yours: " + request.conversation());
        }
        Ruling ruling = new GroupRules(group, draft.members(), request.sender(), addableBy(request, state))
                .rule(request.change());
        return ruling instanceof Effect effect
                ? committed(pending, draft.apply(pending, effect))
                : new Verdict.Answered(((Ruling.Refusal) ruling).result(), null);
    }

    private static LongPredicate addableBy(ChangeRequest request, BatchState state) {
        return user -> state.users().contains(user) && !state.blocks().contains(new Block(user, request.sender()));
    }

    private Verdict recall(Pending pending, Recall recall, Draft draft, BatchState state) {
        Outgoing outgoing = pending.message();
        PlacedMessage target =
                draft.messageAt(recall.seq(), state.messages().get(new Place(outgoing.conversation(), recall.seq())));
        if (target == null || target.message().sender() != outgoing.sender()) {
            return Verdict.refused(ErrorCode.NOT_FOUND, "seq: " + recall.seq() + " (expected: a text of yours)");
        }
        return RecallRules.check(target.message(), draft.time())
                .<Verdict>map(refused -> new Verdict.Answered(refused, null))
                .orElseGet(() -> committed(pending, draft.recall(pending, target)));
    }

    private Verdict committed(Pending pending, CommittedMessage message) {
        Outgoing outgoing = pending.message();
        Message frame = message.frame();
        answers.put(
                outgoing.key(),
                new Answer(outgoing.hash(), frame.conversation(), frame.seq(), pending.id(), frame.time()));
        return new Verdict.Answered(new Sent(frame.seq(), pending.id(), frame.time(), false), message);
    }

    private static Verdict usedBefore(Outgoing outgoing) {
        return Verdict.refused(
                ErrorCode.CONFLICT,
                "client_msg_id: " + outgoing.clientMsgId() + " was used for something else (expected: a new one)");
    }

    private static Verdict again(Outgoing outgoing, Answer answer, BatchState state) {
        if (!answer.hash().equals(outgoing.hash())) {
            return usedBefore(outgoing);
        }
        Unpublished lost = state.unpublished().get(new Place(answer.conversation(), answer.seq()));
        return new Verdict.Answered(
                new Sent(answer.seq(), answer.messageId(), answer.time(), true),
                lost == null ? null : Republished.of(lost));
    }
}

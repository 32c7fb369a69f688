package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.store.SendStore.Locking;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits batches and answers their messages, whatever the database does. Thread-safe, though each batch belongs to one
 * thread. From COMMIT on a message is answered by {@code Sent} or {@code Busy} only.
 */
final class BatchProcessor {
    private static final Logger LOG = LoggerFactory.getLogger(BatchProcessor.class);
    private static final int MAX_ATTEMPTS = 8;

    private final SendStore store;
    private final LongSupplier ids;
    private final InstantSource clock;
    private final FanOut fanOut;
    private final MemberCache members = new MemberCache();

    BatchProcessor(SendStore store, LongSupplier ids, InstantSource clock, FanOut fanOut) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.fanOut = fanOut;
    }

    /**
     * Commits what can be locked at once, then the conversations set aside, one by one. Those wait for their locks
     * until one of them has waited in vain, since other conversations of this thread wait meanwhile.
     */
    void process(List<Pending> batch) {
        Locking locking = Locking.WAIT;
        for (List<Pending> conversation : byConversation(attempt(batch, Locking.SKIP))) {
            List<Pending> locked = attempt(conversation, locking);
            if (!locked.isEmpty()) {
                locking = Locking.SKIP;
                answer(locked, Committers.BUSY);
            }
        }
    }

    private static Collection<List<Pending>> byConversation(List<Pending> batch) {
        Map<String, List<Pending>> conversations = new LinkedHashMap<>();
        for (Pending pending : batch) {
            conversations
                    .computeIfAbsent(pending.message().conversation(), id -> new ArrayList<>())
                    .add(pending);
        }
        return conversations.values();
    }

    /** Returns those that are not answered, since their conversation is locked elsewhere or missing. */
    private List<Pending> attempt(List<Pending> batch, Locking locking) {
        List<Pending> rest = wanted(batch);
        for (int attempt = 1; !rest.isEmpty(); attempt++) {
            try {
                return transact(rest, locking);
            } catch (RuntimeException e) {
                Reaction reaction = Reaction.to(e, rest.size(), locking);
                if (reaction != Reaction.AGAIN || attempt == MAX_ATTEMPTS) {
                    return giveUp(rest, reaction, e);
                }
                note(rest, e);
                Backoff.sleep(attempt);
            }
            rest = wanted(rest);
        }
        return rest;
    }

    /** Leaves out what nobody waits for any more, unless it may be committed. */
    private static List<Pending> wanted(List<Pending> batch) {
        return batch.stream().filter(Pending::isWanted).toList();
    }

    private static void note(List<Pending> batch, RuntimeException failure) {
        LOG.info("A batch of {} messages is tried again: {}", batch.size(), failure.toString());
        Kind kind = failure instanceof StoreException store ? store.kind() : Kind.OTHER;
        batch.forEach(pending -> pending.trace().again(kind.name().toLowerCase(Locale.ROOT)));
        if (kind == Kind.UNKNOWN_OUTCOME) {
            batch.forEach(Pending::outcomeIsUnknown);
        }
    }

    /** Returns those that are not answered. */
    private List<Pending> giveUp(List<Pending> batch, Reaction reaction, RuntimeException failure) {
        switch (reaction) {
            case LOCKED -> {
                return batch;
            }
            case ALONE -> {
                LOG.info("Each of {} messages is tried alone: {}", batch.size(), failure.toString());
                batch.forEach(pending -> process(List.of(pending)));
            }
            case REFUSED -> {
                LOG.warn("The database refuses the {}: {}", batch.get(0).message(), failure.toString());
                batch.forEach(BatchProcessor::refuse);
            }
            case AGAIN, BUSY -> {
                LOG.warn("{} messages were not committed", batch.size(), failure);
                answer(batch, Committers.BUSY);
            }
        }
        return List.of();
    }

    private static void refuse(Pending pending) {
        pending.answer(
                pending.isOutcomeUnknown()
                        ? Committers.BUSY
                        : new Refused(ErrorCode.INVALID, "the database cannot hold this message"));
    }

    private static void answer(List<Pending> batch, SendResult result) {
        batch.forEach(pending -> pending.answer(result));
    }

    /** Returns those that are set aside. Everything before the return of {@code commit} may throw, nothing after it. */
    private List<Pending> transact(List<Pending> batch, Locking locking) {
        long now = clock.millis();
        store.ensureMonths(SendStore.monthOf(now));
        boolean alone = locking == Locking.WAIT;
        if (alone) {
            batch.stream()
                    .map(Pending::message)
                    .filter(Outgoing.Text.class::isInstance)
                    .findFirst()
                    .flatMap(Decisions::conversationOfTwo)
                    .ifPresent(conversation -> store.create(conversation, now));
        }
        batch.forEach(this::begin);
        Decisions decisions = new Decisions(batch, now, alone, fanOut::hasPublished, members);
        store.commit(decisions.keys(), locking, decisions::decide);
        decisions.rememberMembers();
        return conclude(batch, decisions.verdicts());
    }

    private void begin(Pending pending) {
        pending.ensureId(ids);
        pending.trace().transaction(pending.id());
    }

    private List<Pending> conclude(List<Pending> batch, List<Verdict> verdicts) {
        List<Pending> aside = new ArrayList<>();
        List<CommittedMessage> committed = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Pending pending = batch.get(i);
            if (verdicts.get(i) instanceof Verdict.Answered answered) {
                pending.answer(answered.result());
                CommittedMessage published = answered.published();
                if (published != null) {
                    committed.add(published.with(pending.trace().publishing(published.messageId())));
                }
            } else {
                aside.add(pending);
            }
        }
        committed.forEach(fanOut::publish);
        return aside;
    }
}

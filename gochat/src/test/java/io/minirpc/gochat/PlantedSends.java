package io.minirpc.gochat;

import io.minirpc.gochat.frame.ConversationId.OfTwo;
import io.minirpc.gochat.store.SendStore;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.StoreException.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Commits with a bug, for the history checker to find. */
abstract class PlantedSends implements SendStore {
    private static final BatchWrites NOTHING = new BatchWrites(
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            new MemberWrites(List.of(), List.of(), List.of(), List.of(), List.of(), Map.of()));

    final SendStore inner;
    private final AtomicInteger commits = new AtomicInteger();

    PlantedSends(SendStore inner) {
        this.inner = inner;
    }

    @Override
    public void ensureMonths(int month) {
        inner.ensureMonths(month);
    }

    @Override
    public void create(OfTwo conversation, long nowMs) {
        inner.create(conversation, nowMs);
    }

    @Override
    public int deleteAnswersBefore(int day) {
        return inner.deleteAnswersBefore(day);
    }

    /** Returns whether this commit is one of those that go wrong. */
    boolean isTurn(int every) {
        return commits.incrementAndGet() % every == 0;
    }

    /** An error of COMMIT after which nobody knows whether it was executed. */
    static StoreException unknownOutcome() {
        return new StoreException(Kind.UNKNOWN_OUTCOME, "the connection was lost at COMMIT", null);
    }

    /** The answer leaves, and then the commit fails. */
    static final class AnswerBeforeCommit extends PlantedSends {
        AnswerBeforeCommit(SendStore inner) {
            super(inner);
        }

        @Override
        public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
            boolean fails = isTurn(20);
            inner.commit(keys, locking, state -> {
                BatchWrites writes = decide.apply(state);
                return fails ? NOTHING : writes;
            });
        }
    }

    /** Seqs come from a counter in memory, which has moved on when a commit fails. */
    static final class SeqFromMemory extends PlantedSends {
        private final Map<String, Long> counters = new ConcurrentHashMap<>();

        SeqFromMemory(SendStore inner) {
            super(inner);
        }

        @Override
        public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
            boolean fails = isTurn(20);
            inner.commit(keys, locking, state -> {
                BatchWrites writes = decide.apply(withSeqs(state));
                writes.rows()
                        .forEach((conversation, row) ->
                                counters.put(conversation, row.head().seq()));
                if (fails) {
                    throw new StoreException(Kind.CONNECTION_LOST, "the connection was lost", null);
                }
                return writes;
            });
        }

        private BatchState withSeqs(BatchState state) {
            Map<String, Row> rows = new HashMap<>();
            state.locked().forEach((conversation, row) -> {
                Head head = row.head();
                long seq = counters.getOrDefault(conversation, head.seq());
                Head counted = new Head(seq, head.countable(), head.month(), head.lastTime());
                rows.put(conversation, new Row(counted, row.memberVersion(), row.editVersion()));
            });
            return new BatchState(
                    rows,
                    state.lockedElsewhere(),
                    state.members(),
                    state.groups(),
                    state.users(),
                    state.out(),
                    state.blocks(),
                    state.answers(),
                    state.messages(),
                    state.unpublished());
        }
    }

    /** Answers to client ids are forgotten: at once, or with the end of the process that a lost connection is here. */
    static final class ForgetfulDedup extends PlantedSends {
        private final boolean inMemory;
        private final Map<AnswerKey, Answer> memory = new ConcurrentHashMap<>();
        private final AtomicInteger committed = new AtomicInteger();

        ForgetfulDedup(SendStore inner, boolean inMemory) {
            super(inner);
            this.inMemory = inMemory;
        }

        @Override
        public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
            boolean fails = isTurn(20);
            inner.commit(keys, locking, state -> kept(decide.apply(withAnswers(state))));
            if (fails) {
                memory.clear();
                throw unknownOutcome();
            }
        }

        private BatchState withAnswers(BatchState state) {
            return new BatchState(
                    state.locked(),
                    state.lockedElsewhere(),
                    state.members(),
                    state.groups(),
                    state.users(),
                    state.out(),
                    state.blocks(),
                    inMemory ? Map.copyOf(memory) : Map.of(),
                    state.messages(),
                    state.unpublished());
        }

        /** The database keeps each answer under an id that nobody asks for. */
        private BatchWrites kept(BatchWrites writes) {
            List<NewMessage> messages = writes.messages().stream()
                    .map(message -> {
                        AnswerKey key = new AnswerKey(message.sender(), message.clientMsgId());
                        memory.put(
                                key,
                                new Answer(
                                        message.hash(),
                                        message.conversation(),
                                        message.head().seq(),
                                        message.id(),
                                        message.head().lastTime()));
                        return renamed(message);
                    })
                    .toList();
            return new BatchWrites(
                    writes.created(), messages, writes.rows(), writes.blanked(), writes.groups(), writes.members());
        }

        private NewMessage renamed(NewMessage message) {
            return new NewMessage(
                    message.conversation(),
                    message.head(),
                    message.segment(),
                    message.id(),
                    message.sender(),
                    message.type(),
                    message.content(),
                    "forgotten-" + committed.incrementAndGet(),
                    message.hash());
        }
    }

    /** No bug: each commit is executed, and its connection breaks before it says so. */
    static final class UnknownOutcomes extends PlantedSends {
        private final Set<String> ids = ConcurrentHashMap.newKeySet();

        UnknownOutcomes(SendStore inner) {
            super(inner);
        }

        /** Returns the client ids of what was committed so. */
        Set<String> ids() {
            return ids;
        }

        @Override
        public void commit(BatchKeys keys, Locking locking, Function<BatchState, BatchWrites> decide) {
            Set<String> written = new HashSet<>();
            inner.commit(keys, locking, state -> {
                BatchWrites writes = decide.apply(state);
                writes.messages().forEach(message -> written.add(message.clientMsgId()));
                return writes;
            });
            if (!written.isEmpty()) {
                ids.addAll(written);
                throw unknownOutcome();
            }
        }
    }
}

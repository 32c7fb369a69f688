package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.frame.GroupLimits;
import io.minirpc.gochat.frame.ServerFrame.Count;
import io.minirpc.gochat.frame.ServerFrame.Counts;
import io.minirpc.gochat.store.GroupStore;
import io.minirpc.gochat.store.GroupStore.Reader;
import io.minirpc.gochat.store.MessageStore;
import io.minirpc.gochat.store.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads how far the members of groups got with each other's messages. Only members count who are in, and have been
 * since the message; in large groups nobody does. Thread-safe; blocks, so it runs on the threads of the store.
 */
final class ReceiptReader {
    /** The maximum number of an author's messages that are counted at once. */
    static final int MAX_COUNTS = 20;

    /** The maximum number of messages of a group, the newest ones, that are searched for those of its authors. */
    static final int MAX_PASSED = 500;

    private final GroupStore groups;
    private final MessageStore messages;

    ReceiptReader(GroupStore groups, MessageStore messages) {
        this.groups = groups;
        this.messages = messages;
    }

    /** Returns who has a message of the user's own; empty where he is not in, or it is no such message. */
    Optional<GroupReceipts> read(long user, String conversation, long seq) {
        if (!Long.valueOf(user)
                .equals(messages.senders(conversation, new Span(seq, seq)).get(seq))) {
            return Optional.empty();
        }
        List<Reader> readers = groups.readers(conversation, GroupLimits.LARGE);
        if (readers.stream().noneMatch(reader -> reader.user() == user)) {
            return Optional.empty();
        }
        return Optional.of(new GroupReceipts(
                others(readers, user, reader -> reader.hasRead(seq)),
                others(readers, user, reader -> reader.hasReceived(seq))));
    }

    private static List<Long> others(List<Reader> readers, long author, Predicate<Reader> has) {
        return readers.stream()
                .filter(reader -> reader.user() != author)
                .filter(has)
                .map(Reader::user)
                .toList();
    }

    /** Returns what each author who is in is told, of the last messages among those that a cursor passed. */
    Map<Long, Counts> counts(String conversation, Span passed) {
        List<Reader> readers = groups.readers(conversation, GroupLimits.LARGE);
        if (readers.isEmpty()) {
            return Map.of();
        }
        Map<Long, Deque<Long>> authored = authored(conversation, passed);
        Map<Long, Counts> told = new HashMap<>();
        for (Reader author : readers) {
            List<Count> counts = new ArrayList<>();
            for (long seq : authored.getOrDefault(author.user(), new ArrayDeque<>())) {
                Count count = count(readers, author.user(), seq);
                if (count.delivered() > 0) {
                    counts.add(count);
                }
            }
            if (!counts.isEmpty()) {
                told.put(author.user(), new Counts(conversation, counts));
            }
        }
        return told;
    }

    /** Returns the last seqs of each author, in ascending order. */
    private Map<Long, Deque<Long>> authored(String conversation, Span passed) {
        Map<Long, Deque<Long>> authored = new HashMap<>();
        Span last = new Span(Math.max(passed.first(), passed.last() - MAX_PASSED + 1), passed.last());
        messages.senders(conversation, last).forEach((seq, sender) -> {
            Deque<Long> seqs = authored.computeIfAbsent(sender, id -> new ArrayDeque<>());
            seqs.add(seq);
            if (seqs.size() > MAX_COUNTS) {
                seqs.remove();
            }
        });
        return authored;
    }

    private static Count count(List<Reader> readers, long author, long seq) {
        int read = 0;
        int received = 0;
        for (Reader reader : readers) {
            if (reader.user() != author) {
                read += reader.hasRead(seq) ? 1 : 0;
                received += reader.hasReceived(seq) ? 1 : 0;
            }
        }
        return new Count(seq, read, received);
    }
}

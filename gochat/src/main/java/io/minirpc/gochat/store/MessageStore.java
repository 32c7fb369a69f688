package io.minirpc.gochat.store;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Committed messages, wherever their months lie. Who may see them is the caller's business. Thread-safe; blocks, so it
 * runs on the threads of the store.
 */
public interface MessageStore {
    static MessageStore of(Database database) {
        return new SqlMessageStore(database);
    }

    /** Reads all messages of a span, in ascending order; the caller bounds its length. */
    List<StoredMessage> read(String conversation, Span span);

    /** Reads who sent those messages of a span that count as unread for others, by seq, in ascending order. */
    SortedMap<Long, Long> senders(String conversation, Span span);

    /** Reads one message of each conversation, by its seq; those that are not there are left out. */
    Map<String, StoredMessage> at(Map<String, Long> seqs);

    /** Reads the id of one message of each conversation, by its seq; those that are not there are left out. */
    Map<String, Long> idsAt(Map<String, Long> seqs);
}

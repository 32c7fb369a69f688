package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.HotCache;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The last messages of the 1,000 conversations that were written last, in this process. Thread-safe. */
public final class MemoryHotCache implements HotCache {
    private static final int MAX_CONVERSATIONS = 1_000;

    private final Map<Key, TreeMap<Long, Message>> conversations = new LinkedHashMap<>();

    private record Key(String conversation, long editVersion) {}

    @Override
    public synchronized void add(String conversation, long editVersion, List<Message> messages) {
        Key key = new Key(conversation, editVersion);
        TreeMap<Long, Message> own = conversations.remove(key);
        TreeMap<Long, Message> kept = own == null ? new TreeMap<>() : own;
        messages.forEach(message -> kept.put(message.seq(), message));
        while (kept.size() > MAX_MESSAGES) {
            kept.pollFirstEntry();
        }
        conversations.put(key, kept); // as the newest
        if (conversations.size() > MAX_CONVERSATIONS) {
            conversations.remove(conversations.keySet().iterator().next());
        }
    }

    @Override
    public synchronized CompletionStage<List<Message>> read(
            String conversation, long editVersion, long first, long last) {
        TreeMap<Long, Message> kept = conversations.getOrDefault(new Key(conversation, editVersion), new TreeMap<>());
        List<Message> range = List.copyOf(kept.subMap(first, last + 1).values());
        return CompletableFuture.completedStage(range.size() == last - first + 1 ? range : List.of());
    }
}

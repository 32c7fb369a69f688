package io.minirpc.gochat.route.memory;

import io.minirpc.gochat.route.Hints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The conversations that wait for users, in this process. Thread-safe. Of too many users the first are forgotten. */
public final class MemoryHints implements Hints {
    private static final int MAX_USERS = 10_000;

    private final Map<Long, Set<String>> waiting = new LinkedHashMap<>();

    @Override
    public synchronized void add(String conversation, Collection<Long> users) {
        for (Long user : users) {
            Set<String> own = waiting.computeIfAbsent(user, id -> new LinkedHashSet<>());
            own.remove(conversation);
            own.add(conversation);
            if (own.size() > MAX_NAMED) {
                removeFirst(own);
            }
        }
        while (waiting.size() > MAX_USERS) {
            removeFirst(waiting.keySet());
        }
    }

    private static void removeFirst(Collection<?> some) {
        Iterator<?> all = some.iterator();
        all.next();
        all.remove();
    }

    @Override
    public synchronized CompletionStage<List<String>> take(long user) {
        Set<String> own = waiting.remove(user);
        List<String> conversations = own == null ? new ArrayList<>() : new ArrayList<>(own);
        Collections.reverse(conversations);
        return CompletableFuture.completedStage(conversations);
    }
}

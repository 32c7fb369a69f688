package io.minirpc.gochat.route;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which conversations wait for users who were away. Thread-safe. They order a device's first sync and nothing else: any
 * may be missing, and any may name what does not wait.
 */
public interface Hints {
    /** The most conversations that are named to a user. */
    int MAX_NAMED = 100;

    /** Remembers nothing. */
    Hints NONE = new Hints() {
        @Override
        public void add(String conversation, Collection<Long> users) {}

        @Override
        public CompletionStage<List<String>> take(long user) {
            return CompletableFuture.completedStage(List.of());
        }
    };

    /** Notes that a conversation has a message for users who are not connected. Never blocks, never throws. */
    void add(String conversation, Collection<Long> users);

    /**
     * Returns the conversations that wait for a user, each once, the one with the last message first, and forgets them.
     * At most {@link #MAX_NAMED}.
     */
    CompletionStage<List<String>> take(long user);
}

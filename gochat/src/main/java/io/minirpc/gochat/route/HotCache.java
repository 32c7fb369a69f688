package io.minirpc.gochat.route;

import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The last messages of conversations, which make pages fast and nothing else: any may be missing. Each edit of a
 * conversation raises its edit version and begins anew, so what was recalled is not found any more. Messages are those
 * of the conversation: {@code prev}, which differs from user to user, is of no meaning. Thread-safe.
 */
public interface HotCache {
    /** The most messages that are kept of a conversation. */
    int MAX_MESSAGES = 100;

    /** Keeps nothing. */
    HotCache NONE = new HotCache() {
        @Override
        public void add(String conversation, long editVersion, List<Message> messages) {}

        @Override
        public CompletionStage<List<Message>> read(String conversation, long editVersion, long first, long last) {
            return CompletableFuture.completedStage(List.of());
        }
    };

    /**
     * Adds committed messages. Never blocks, never throws.
     *
     * @param editVersion of the conversation, no later than the contents of the messages were read
     */
    void add(String conversation, long editVersion, List<Message> messages);

    /**
     * Returns the messages of a range, in ascending order; nothing where one of them is missing.
     *
     * @param editVersion of the conversation, read together with its head
     */
    CompletionStage<List<Message>> read(String conversation, long editVersion, long first, long last);
}

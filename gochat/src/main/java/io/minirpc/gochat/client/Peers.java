package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.Ids;
import org.jspecify.annotations.Nullable;

/** The other one of a conversation of two. */
final class Peers {
    private Peers() {}

    /** Returns the user's peer; null for a group, and for what is no conversation of the user's. */
    static @Nullable String peerOf(String conversation, String user) {
        long self = Ids.parse(user);
        return ConversationId.parseOfTwo(conversation)
                .filter(pair -> pair.mayHave(self))
                .map(pair -> Ids.text(pair.peerOf(self)))
                .orElse(null);
    }
}

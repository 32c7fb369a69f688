package io.minirpc.gochat.chat;

import io.minirpc.gochat.store.InboxStore.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of a peer as the other one is shown them: who has read a message has received it, and where one has
 * blocked the other, nothing is shown.
 */
record Shown(long read, long delivered) {
    private static final Shown NOTHING = new Shown(0, 0);

    static Shown of(@Nullable Peer peer) {
        return peer == null || peer.blocked()
                ? NOTHING
                : new Shown(peer.read(), Math.max(peer.read(), peer.delivered()));
    }
}

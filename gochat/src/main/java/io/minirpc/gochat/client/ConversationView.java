package io.minirpc.gochat.client;

import org.jspecify.annotations.Nullable;

/**
 * What a device has of a conversation.
 *
 * @param position the end of what it has without a hole
 * @param head the last seq that the user may see, as far as the device has heard
 * @param left the last seq that the user may see, if he is out
 */
public record ConversationView(
        String id,
        long position,
        long head,
        long read,
        long unread,
        @Nullable Long left) {
    static ConversationView of(ConversationState state) {
        return new ConversationView(
                state.id, state.position(), state.head, state.badge.read(), state.badge.unread(), state.left);
    }
}

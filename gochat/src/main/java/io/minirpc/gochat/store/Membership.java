package io.minirpc.gochat.store;

import org.jspecify.annotations.Nullable;

/**
 * A conversation as somebody sees it who belongs, or belonged, to it.
 *
 * @param head the last seq that he may see
 * @param left that seq if he is out, else null
 * @param editVersion of the conversation, read with its head
 * @param unread messages of others that count, above {@code read}; 0 if he is out
 */
public record Membership(
        String conversation,
        long head,
        long editVersion,
        @Nullable Long left,
        long read,
        long delivered,
        long unread,
        Visible visible) {}

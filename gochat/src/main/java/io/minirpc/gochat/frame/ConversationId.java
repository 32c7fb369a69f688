package io.minirpc.gochat.frame;

import java.util.Optional;

/**
 * The id of a conversation of two users, {@code p:LOW:HIGH}. Whoever knows the two knows the id, before the
 * conversation exists.
 *
 * @param low the smaller user id, positive
 * @param high the larger one
 */
public record ConversationId(long low, long high) {
    public ConversationId {
        if (low <= 0 || low >= high) {
            throw new IllegalArgumentException("users: " + low + ", " + high + " (expected: 0 < low < high)");
        }
    }

    /** Returns the id of the conversation of two different users. */
    public static ConversationId of(long one, long other) {
        return new ConversationId(Math.min(one, other), Math.max(one, other));
    }

    /** Reads an id in its one canonical form; empty for every other text. */
    public static Optional<ConversationId> parse(String text) {
        if (!text.startsWith("p:") || text.length() > 2 + 19 + 1 + 19) {
            return Optional.empty();
        }
        int colon = text.indexOf(':', 2);
        if (colon < 0) {
            return Optional.empty();
        }
        long low = Ids.parse(text.substring(2, colon));
        long high = Ids.parse(text.substring(colon + 1));
        return low > 0 && low < high ? Optional.of(new ConversationId(low, high)) : Optional.empty();
    }

    /** Returns whether the user is one of the two. */
    public boolean has(long user) {
        return user == low || user == high;
    }

    /** Returns the other one of the two. */
    public long peerOf(long user) {
        return user == low ? high : low;
    }

    @Override
    public String toString() {
        return "p:" + low + ":" + high;
    }
}

package io.minirpc.gochat.frame;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The id of a conversation. It is known before the conversation exists: {@code p:LOW:HIGH} of two users, {@code g:ID}
 * of a group.
 */
public sealed interface ConversationId {
    /** Returns the id of the conversation of two different users. */
    static OfTwo of(long one, long other) {
        return new OfTwo(Math.min(one, other), Math.max(one, other));
    }

    /**
     * Returns the id of the group that a user creates under a client's own id: the first 63 bits of a SHA-256 of the
     * two. A retry leads to the same group, and no other user can compute a pair with the same id.
     */
    static OfGroup ofGroup(long creator, String clientMsgId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((creator + " " + clientMsgId).getBytes(StandardCharsets.UTF_8));
            long id = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                id = (id << Byte.SIZE) | (hash[i] & 0xff);
            }
            return new OfGroup(Math.max(1, id & Long.MAX_VALUE));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Reads an id in its one canonical form; empty for every other text. */
    static Optional<ConversationId> parse(String text) {
        if (text.startsWith("g:")) {
            long id = Ids.parse(text.substring(2));
            return id > 0 ? Optional.of(new OfGroup(id)) : Optional.empty();
        }
        return parseOfTwo(text).map(id -> id);
    }

    /** Reads the id of a conversation of two in its one canonical form; empty for every other text. */
    static Optional<OfTwo> parseOfTwo(String text) {
        if (!text.startsWith("p:") || text.length() > 2 + 19 + 1 + 19) {
            return Optional.empty();
        }
        int colon = text.indexOf(':', 2);
        if (colon < 0) {
            return Optional.empty();
        }
        long low = Ids.parse(text.substring(2, colon));
        long high = Ids.parse(text.substring(colon + 1));
        return low > 0 && low < high ? Optional.of(new OfTwo(low, high)) : Optional.empty();
    }

    /** Returns whether the user may belong to the conversation, as far as its id says. */
    boolean mayHave(long user);

    /**
     * The conversation of two users.
     *
     * @param low the smaller user id, positive
     * @param high the larger one
     */
    record OfTwo(long low, long high) implements ConversationId {
        public OfTwo {
            if (low <= 0 || low >= high) {
                throw new IllegalArgumentException("users: " + low + ", " + high + " (expected: 0 < low < high)");
            }
        }

        @Override
        public boolean mayHave(long user) {
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

    /**
     * A group.
     *
     * @param id positive
     */
    record OfGroup(long id) implements ConversationId {
        public OfGroup {
            if (id <= 0) {
                throw new IllegalArgumentException("group: " + id + " (expected: a positive id)");
            }
        }

        @Override
        public boolean mayHave(long user) {
            return true;
        }

        @Override
        public String toString() {
            return "g:" + id;
        }
    }
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.ChangeCommand;
import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A checked text, or a checked change of a conversation, to be committed as a message. */
sealed interface Outgoing {
    String conversation();

    /** Returns the user who sends it. */
    long sender();

    String clientMsgId();

    /** Returns a hash of conversation, kind and all values: what has to be equal in a retry. */
    String hash();

    /** Returns the users that may be in the conversation afterwards and were not before. */
    Set<Long> added();

    default AnswerKey key() {
        return new AnswerKey(sender(), clientMsgId());
    }

    /** Returns how much work it is, where a text is 1. */
    default int weight() {
        return 1 + added().size();
    }

    static Outgoing of(String conversation, SendCommand command) {
        return new Text(
                conversation,
                command.sender(),
                command.clientMsgId(),
                command.type(),
                command.content(),
                hash(conversation, command.type(), command.content()));
    }

    static Outgoing of(String conversation, ChangeCommand command) {
        Change change = Changes.normal(command.change(), command.user());
        return new ChangeRequest(
                conversation,
                command.user(),
                command.clientMsgId(),
                change,
                Changes.added(change, command.user()),
                hash(conversation, Changes.kind(change), Changes.values(change)));
    }

    record Text(String conversation, long sender, String clientMsgId, String type, String content, String hash)
            implements Outgoing {
        @Override
        public Set<Long> added() {
            return Set.of();
        }

        /** Leaves out what users write. */
        @Override
        public String toString() {
            return "message " + clientMsgId + " of " + sender + " to " + conversation;
        }
    }

    record ChangeRequest(
            String conversation, long sender, String clientMsgId, Change change, Set<Long> added, String hash)
            implements Outgoing {
        /** Leaves out what users write. */
        @Override
        public String toString() {
            return Changes.kind(change) + " " + clientMsgId + " of " + sender + " in " + conversation;
        }
    }

    /** A newline ends each part; neither of the first two has one. */
    private static String hash(String conversation, String kind, String values) {
        byte[] bytes = (conversation + "\n" + kind + "\n" + values).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}

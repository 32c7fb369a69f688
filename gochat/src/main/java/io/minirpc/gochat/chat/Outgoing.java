package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.SendCommand;
import io.minirpc.gochat.store.SendStore.AnswerKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A message that was checked and is to be committed.
 *
 * @param hash of conversation, type and content: what has to be equal in a retry
 */
record Outgoing(String conversation, long sender, String clientMsgId, String type, String content, String hash) {
    static Outgoing of(String conversation, SendCommand command) {
        return new Outgoing(
                conversation,
                command.sender(),
                command.clientMsgId(),
                command.type(),
                command.content(),
                hash(conversation, command.type(), command.content()));
    }

    AnswerKey key() {
        return new AnswerKey(sender, clientMsgId);
    }

    /** A newline ends each part; neither of the first two has one. */
    private static String hash(String conversation, String type, String content) {
        byte[] bytes = (conversation + "\n" + type + "\n" + content).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Leaves out what users write. */
    @Override
    public String toString() {
        return "message " + clientMsgId + " of " + sender + " to " + conversation;
    }
}

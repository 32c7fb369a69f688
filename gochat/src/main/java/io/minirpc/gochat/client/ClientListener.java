package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Counts;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.Welcome;

/**
 * What a screen would show. Called on the client's thread, one call after the other, so it must not block. All texts
 * come from others.
 */
public interface ClientListener {
    /** A connection is live. */
    default void connected(Welcome welcome) {}

    /**
     * The connection was lost, or could not be made; the client comes back by itself.
     *
     * @param code the close code, 1006 where there was no close
     */
    default void disconnected(int code, String reason) {}

    /** The client does not come back by itself: log in again, or call {@link ChatClient#comeBack}. */
    default void ended(int code, String reason) {}

    /** Any push as it came, before anything is done with it: what the server told, right or wrong. */
    default void pushed(ServerFrame push) {}

    /** A message: each once, and those of a conversation in the order of their seq. */
    default void shown(Message message) {}

    /** A message that is shown, or was not fetched, was taken back: its content has to vanish. */
    default void recalled(String conversation, long seq) {}

    /** Messages below a seq were left out: they are history, and the next message shown is that one. */
    default void gap(String conversation, long first) {}

    /** What is shown of a conversation has to vanish, since the database is another one; it is shown anew. */
    default void dropped(String conversation) {}

    /** The user belongs to the group, from the message of this seq on. */
    default void joined(String conversation, long seq) {}

    /** The user is out of the group; the message of this seq is the last he may see. */
    default void left(String conversation, long last) {}

    /** The number of unread messages changed. */
    default void badge(String conversation, long unread) {}

    /** The user's read cursor moved. */
    default void cursor(String conversation, long read) {}

    /** The other one of two got further. */
    default void receipt(Receipt receipt) {}

    /** How many of a group got messages of one's own. */
    default void counts(Counts counts) {}

    /** Another user began or ended to write. */
    default void typing(String conversation, String user, boolean typing) {}

    /** A watched user came or went. */
    default void presence(String user, boolean online) {}
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.User;
import org.jspecify.annotations.Nullable;

/** Upper bounds, a few bytes above the truth, of what frames take as JSON. */
final class JsonSize {
    /** Names, quotes and commas around the values. */
    private static final int MESSAGE = 104;

    private static final int ENTRY = 220;
    private static final int CONVERSATION = 116;
    private static final int USER = 34;
    private static final int GROUP = 42;

    private JsonSize() {}

    static int of(Message message) {
        return MESSAGE
                + digits(message.seq())
                + digits(message.prev())
                + digits(message.time())
                + text(message.conversation())
                + text(message.id())
                + text(message.from())
                + text(message.type())
                + text(message.content())
                + text(message.clientMsgId());
    }

    /** An entry of sync without its messages; no cursor in it lies above the head of those that see it. */
    static int ofEntry(String conversation, long head) {
        return ENTRY + text(conversation) + 9 * digits(head);
    }

    /** A conversation with its last message. */
    static int of(Conversation conversation) {
        User peer = conversation.peer();
        Group group = conversation.group();
        Message last = conversation.last();
        Long left = conversation.left();
        return CONVERSATION
                + text(conversation.id())
                + digits(conversation.head())
                + digits(conversation.read())
                + digits(conversation.delivered())
                + digits(conversation.peerRead())
                + digits(conversation.peerDelivered())
                + digits(conversation.unread())
                + digits(conversation.time())
                + digits(left == null ? 0 : left)
                + (peer == null ? 0 : USER + text(peer.id()) + text(peer.name()) + text(peer.display()))
                + (group == null
                        ? 0
                        : GROUP
                                + text(group.name())
                                + digits(group.members())
                                + text(group.role().name()))
                + (last == null ? 0 : of(last));
    }

    private static int digits(long value) {
        int digits = value < 0 ? 2 : 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** The bytes of a text without its quotes. */
    static int text(@Nullable String text) {
        int bytes = 0;
        for (int i = 0; text != null && i < text.length(); i++) {
            bytes += unit(text.charAt(i));
        }
        return bytes;
    }

    /** The bytes of a UTF-16 unit; half a surrogate pair is half of four. */
    private static int unit(char c) {
        if (c < ' ') {
            return c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
        }
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}

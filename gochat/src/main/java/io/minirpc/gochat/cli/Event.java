package io.minirpc.gochat.cli;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import io.minirpc.gochat.frame.Role;
import org.jspecify.annotations.Nullable;

/**
 * What the command line prints: a line of text, or with {@code --json} an object with one property, the kind. The names
 * are stable; README.md lists them.
 */
@RpcMessage
sealed interface Event {
    @RpcField(name = "logged_in")
    record LoggedIn(String user, String name, String display) implements Event {}

    @RpcField(name = "logged_out")
    record LoggedOut(String name) implements Event {}

    /**
     * A conversation of the list.
     *
     * @param name the display name of the other one, or the group's
     * @param peer the other one's user id; null for a group
     * @param left the last seq that the user may see, if he is out
     */
    @RpcField(name = "conversation")
    record Listed(
            String conversation,
            String name,
            @Nullable String peer,
            @Nullable Role role,
            @Nullable Long left,
            long head,
            long read,
            long unread,
            long time,
            @Nullable String last)
            implements Event {}

    /**
     * A message.
     *
     * @param name that of the conversation, as in the list
     * @param text how a terminal shows the content: system events in words
     */
    @RpcField(name = "message")
    record Shown(
            String conversation,
            String name,
            long seq,
            String id,
            String from,
            @RpcField(name = "from_name") String fromName,
            String type,
            String content,
            String text,
            long time)
            implements Event {}

    @RpcField(name = "sent")
    record Sent(
            String conversation,
            long seq,
            @RpcField(name = "message_id") String messageId,
            long time,
            boolean again) implements Event {}

    @RpcField(name = "cursor")
    record Cursor(String conversation, long read, long unread) implements Event {}

    @RpcField(name = "recalled")
    record Recalled(String conversation, long seq) implements Event {}

    @RpcField(name = "gap")
    record Gap(String conversation, long first) implements Event {}

    @RpcField(name = "dropped")
    record Dropped(String conversation) implements Event {}

    @RpcField(name = "joined")
    record Joined(String conversation, long seq) implements Event {}

    @RpcField(name = "left")
    record Left(String conversation, long last) implements Event {}

    @RpcField(name = "connected")
    record Connected(String server) implements Event {}

    @RpcField(name = "disconnected")
    record Disconnected(int code, String reason) implements Event {}

    /** A group, before its members. */
    @RpcField(name = "group")
    record Group(
            String conversation,
            String name,
            int members,
            Role role,
            @Nullable String code) implements Event {}

    @RpcField(name = "member")
    record Member(String conversation, String user, String name, String display, Role role) implements Event {}

    /** A failure; it goes to the standard error. */
    @RpcField(name = "error")
    record Failed(String code, String text) implements Event {}
}

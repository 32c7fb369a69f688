package io.minirpc.gochat.cli;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.frame.SystemEventCodec;
import java.util.Locale;

/** Messages as they are printed: with names, and events in words. Blocks where a name has to be asked for. */
final class Messages {
    private final Names names;

    Messages(Names names) {
        this.names = names;
    }

    Event.Shown event(Message message) throws InterruptedException {
        if (message.type().equals(MessageType.SYSTEM)) {
            names.forget(message.conversation());
        }
        String from = names.user(message.conversation(), message.from());
        return new Event.Shown(
                message.conversation(),
                names.conversation(message.conversation()),
                message.seq(),
                message.id(),
                message.from(),
                from,
                message.type(),
                message.content(),
                text(message, from),
                message.time());
    }

    private String text(Message message, String from) throws InterruptedException {
        return switch (message.type()) {
            case MessageType.SYSTEM -> from + " " + words(message);
            case MessageType.RECALL -> from + " took back message " + message.content();
            case MessageType.RECALLED -> from + ": (taken back)";
            default -> from + ": " + message.content();
        };
    }

    private String words(Message message) throws InterruptedException {
        SystemEvent event;
        try {
            event = SystemEventCodec.INSTANCE.fromJson(message.content());
        } catch (CodecException e) {
            return "changed the group"; // in a way that this version does not know
        }
        String group = message.conversation();
        if (event instanceof SystemEvent.Created created) {
            return "created the group \"" + created.name() + "\" with " + names.users(group, created.members());
        } else if (event instanceof SystemEvent.Added added) {
            return "added " + names.users(group, added.users());
        } else if (event instanceof SystemEvent.Removed removed) {
            return "removed " + names.user(group, removed.user());
        } else if (event instanceof SystemEvent.RoleSet role) {
            return "made " + names.user(group, role.user()) + " "
                    + role.role().name().toLowerCase(Locale.ROOT);
        } else if (event instanceof SystemEvent.Renamed renamed) {
            return "renamed the group to \"" + renamed.name() + "\"";
        } else if (event instanceof SystemEvent.Joined) {
            return "joined";
        } else if (event instanceof SystemEvent.Left) {
            return "left";
        }
        return "dissolved the group";
    }
}

package io.minirpc.gochat.client;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.frame.SystemEventCodec;
import org.jspecify.annotations.Nullable;

/** What messages of the types {@code system} and {@code recall} say beyond their text. Belongs to the loop. */
final class GroupEvents {
    private final ClientListener listener;

    /** What follows for the user of this device. */
    interface Membership {
        void out();

        void in();
    }

    GroupEvents(ClientListener listener) {
        this.listener = listener;
    }

    void shown(Message message, String self, Membership membership) {
        if (message.type().equals(MessageType.RECALL)) {
            recalled(message);
        } else if (message.type().equals(MessageType.SYSTEM)) {
            SystemEvent event = read(message.content());
            if (event != null && removes(event, message, self)) {
                membership.out();
            } else if (event != null && adds(event, message, self)) {
                membership.in();
                listener.joined(message.conversation(), message.seq());
            }
        }
    }

    private void recalled(Message message) {
        try {
            listener.recalled(message.conversation(), Long.parseLong(message.content()));
        } catch (NumberFormatException e) {
            // Of a later version: nothing is known to vanish.
        }
    }

    /** Returns null for an event that this version does not know. */
    static @Nullable SystemEvent read(String content) {
        try {
            return SystemEventCodec.INSTANCE.fromJson(content);
        } catch (CodecException e) {
            return null;
        }
    }

    private static boolean removes(SystemEvent event, Message message, String self) {
        if (event instanceof SystemEvent.Removed removed) {
            return removed.user().equals(self);
        }
        return event instanceof SystemEvent.Dissolved
                || (event instanceof SystemEvent.Left && message.from().equals(self));
    }

    private static boolean adds(SystemEvent event, Message message, String self) {
        if (event instanceof SystemEvent.Added added) {
            return added.users().contains(self);
        }
        if (event instanceof SystemEvent.Created created) {
            return message.from().equals(self) || created.members().contains(self);
        }
        return event instanceof SystemEvent.Joined && message.from().equals(self);
    }
}

package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;

/** The decisions of a device about a message. Stateless. Tests of the history checker put wrong ones in their place. */
class Rules {
    static final Rules RIGHT = new Rules();

    /** What a device does with a message. */
    enum Arrival {
        /** It joins what the device has. */
        SHOW,

        /** The device has it. */
        DUPLICATE,

        /** Something between what the device has and the message is missing. */
        HOLE
    }

    /** @param position the end of what the device has without a hole */
    Arrival arrival(long position, Message message) {
        if (message.seq() <= position) {
            return Arrival.DUPLICATE;
        }
        return message.prev() > position ? Arrival.HOLE : Arrival.SHOW;
    }

    /** Returns whether a message counts as unread for a user. */
    boolean counts(Message message, String user) {
        return !message.from().equals(user)
                && !message.type().equals(MessageType.SYSTEM)
                && !message.type().equals(MessageType.RECALL);
    }
}

package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;

/** Clients with one wrong rule each, for tests of what has to find them. */
public final class FaultyClients {
    private static final Rules POSITION_IS_A_MAXIMUM = new Rules() {
        @Override
        Arrival arrival(long position, Message message) {
            return message.seq() <= position ? Arrival.DUPLICATE : Arrival.SHOW;
        }
    };

    private static final Rules DUPLICATES_ARE_SHOWN = new Rules() {
        @Override
        Arrival arrival(long position, Message message) {
            return message.prev() > position ? Arrival.HOLE : Arrival.SHOW;
        }
    };

    private static final Rules OWN_MESSAGES_COUNT = new Rules() {
        @Override
        boolean counts(Message message, String user) {
            return message.type().equals(MessageType.TEXT);
        }
    };

    private FaultyClients() {}

    /** Returns a client whose position is the highest seq that it was shown. */
    public static ChatClient positionIsAMaximum(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, POSITION_IS_A_MAXIMUM);
    }

    /** Returns a client that shows a message as often as it is sent. */
    public static ChatClient duplicatesAreShown(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, DUPLICATES_ARE_SHOWN);
    }

    /** Returns a client whose badge counts the user's own messages. */
    public static ChatClient ownMessagesCount(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, OWN_MESSAGES_COUNT);
    }

    static Rules positionIsAMaximum() {
        return POSITION_IS_A_MAXIMUM;
    }

    static Rules ownMessagesCount() {
        return OWN_MESSAGES_COUNT;
    }
}

package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;

/** Clients with a wrong rule, for the history checker to find. */
public final class WrongClients {
    private WrongClients() {}

    /** Its position is the highest seq that it was sent: 3 arrived, 1 and 2 never do. */
    public static ChatClient positionAsMaximum(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, new Rules() {
            @Override
            Arrival arrival(long position, Message message) {
                return message.seq() > position ? Arrival.SHOW : Arrival.DUPLICATE;
            }
        });
    }

    /** It shows what it is sent once more once more. */
    public static ChatClient retransmissionsShown(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, new Rules() {
            @Override
            Arrival arrival(long position, Message message) {
                return message.prev() > position ? Arrival.HOLE : Arrival.SHOW;
            }
        });
    }

    /** It counts the user's own messages as unread. */
    public static ChatClient ownSendsCounted(
            ClientSettings settings, ClientResources resources, ClientListener listener) {
        return ChatClient.start(settings, resources, listener, new Rules() {
            @Override
            boolean counts(Message message, String user) {
                return message.type().equals(MessageType.TEXT);
            }
        });
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.codec.CodecException;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.frame.SystemEventCodec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The members that pushed messages add to groups. Stateless. */
final class GroupEvents {
    private GroupEvents() {}

    /** Returns the ids of the users that a frame adds to its group; none for most frames. */
    static Set<String> added(ServerFrame frame) {
        if (!(frame instanceof ServerFrame.Message message) || !message.type().equals(MessageType.SYSTEM)) {
            return Set.of();
        }
        try {
            return added(message.from(), SystemEventCodec.INSTANCE.fromJson(message.content()));
        } catch (CodecException e) {
            return Set.of(); // of a newer version
        }
    }

    private static Set<String> added(String from, SystemEvent event) {
        if (event instanceof SystemEvent.Created created) {
            return union(from, created.members());
        } else if (event instanceof SystemEvent.Added added) {
            return Set.copyOf(added.users());
        }
        return event instanceof SystemEvent.Joined ? Set.of(from) : Set.of();
    }

    private static Set<String> union(String one, List<String> others) {
        Set<String> all = new HashSet<>(others);
        all.add(one);
        return all;
    }
}

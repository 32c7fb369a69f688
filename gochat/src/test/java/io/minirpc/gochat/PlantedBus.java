package io.minirpc.gochat;

import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.support.ForwardingBus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bus on which pushes of messages become others, fewer or more. */
final class PlantedBus extends ForwardingBus implements AutoCloseable {
    private final MemoryBus bus;
    private final Change change;

    /** What becomes of a push of a message. */
    interface Change {
        List<ToUsers> pushes(ToUsers push, Message message);
    }

    PlantedBus(Change change) {
        this(change, new MemoryBus());
    }

    private PlantedBus(Change change, MemoryBus bus) {
        super(bus);
        this.bus = bus;
        this.change = change;
    }

    /** Messages reach those who were members when the first of their group was pushed. */
    static PlantedBus withStaleMembers() {
        Map<String, Set<Long>> members = new ConcurrentHashMap<>();
        return new PlantedBus((push, message) -> {
            Set<Long> known = members.computeIfAbsent(message.conversation(), id -> ConcurrentHashMap.newKeySet());
            if (message.type().equals(MessageType.SYSTEM)) {
                known.addAll(push.users());
                return List.of(push);
            }
            return List.of(new ToUsers(new ArrayList<>(known.isEmpty() ? push.users() : known), message, null));
        });
    }

    /** Each push is sent twice. */
    static PlantedBus doubling() {
        return new PlantedBus((push, message) -> List.of(push, push));
    }

    @Override
    public void publish(String gateway, Push push) {
        if (push instanceof ToUsers some && some.frame() instanceof Message message) {
            change.pushes(some, message).forEach(changed -> super.publish(gateway, changed));
        } else {
            super.publish(gateway, push);
        }
    }

    @Override
    public void close() {
        bus.close();
    }
}

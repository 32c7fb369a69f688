package io.minirpc.gochat;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loses one of so many pushes of messages, and knows what of that nobody can have noticed. */
final class LosingPushes implements PlantedBus.Change {
    private final int oneOf;
    private final Map<Key, Told> told = new HashMap<>();

    private record Key(long user, String conversation) {}

    /** The last seq that was pushed, and the last one whose push arrived. */
    private record Told(long pushed, long arrived) {}

    LosingPushes(int oneOf) {
        this.oneOf = oneOf;
    }

    @Override
    public synchronized List<ToUsers> pushes(ToUsers push, Message message) {
        boolean arrives = message.seq() % oneOf != 0;
        Told now = new Told(message.seq(), arrives ? message.seq() : message.seq() - 1);
        push.users().forEach(user -> told.merge(new Key(user, message.conversation()), now, LosingPushes::later));
        return arrives ? List.of(push) : List.of();
    }

    private static Told later(Told one, Told other) {
        return new Told(Math.max(one.pushed, other.pushed), Math.max(one.arrived, other.arrived));
    }

    /** Returns by how much the sum of a user's heads is above what he was told: what came later shows the rest. */
    synchronized long untold(long user) {
        return told.entrySet().stream()
                .filter(entry -> entry.getKey().user() == user)
                .mapToLong(entry -> entry.getValue().pushed - entry.getValue().arrived)
                .sum();
    }
}

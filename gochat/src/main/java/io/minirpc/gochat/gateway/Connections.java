package io.minirpc.gochat.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The connections of this gateway by user and by session, each from its hello to its end. Thread-safe. */
final class Connections {
    private final ConcurrentMap<Long, List<Connection>> users = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, List<Connection>> sessions = new ConcurrentHashMap<>();

    void add(Session session, Connection connection) {
        add(users, session.user(), connection);
        add(sessions, session.id(), connection);
    }

    void remove(Session session, Connection connection) {
        remove(users, session.user(), connection);
        remove(sessions, session.id(), connection);
    }

    /** Returns the connections of a user, the oldest first. */
    List<Connection> ofUser(long user) {
        return users.getOrDefault(user, List.of());
    }

    /** Returns the connections of a session. */
    List<Connection> ofSession(long session) {
        return sessions.getOrDefault(session, List.of());
    }

    /** Returns whether nobody is connected. */
    boolean isEmpty() {
        return users.isEmpty();
    }

    // The lists are replaced and never changed, so that readers need no lock.

    private static void add(ConcurrentMap<Long, List<Connection>> map, long key, Connection connection) {
        map.compute(key, (ignored, list) -> {
            List<Connection> changed = list == null ? new ArrayList<>() : new ArrayList<>(list);
            changed.add(connection);
            return changed;
        });
    }

    private static void remove(ConcurrentMap<Long, List<Connection>> map, long key, Connection connection) {
        map.computeIfPresent(key, (ignored, list) -> {
            List<Connection> changed = new ArrayList<>(list);
            changed.remove(connection);
            return changed.isEmpty() ? null : changed;
        });
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The users that connections look at, with what the connections were told of them. Not thread-safe. */
final class WatchedUsers {
    private static final int READINGS_UNTIL_OFFLINE = 2;

    private final Map<Long, Watched> users = new HashMap<>();
    private final Map<Connection, Set<Long>> byConnection = new HashMap<>();

    Set<Long> users() {
        return users.keySet();
    }

    /**
     * Replaces the users that a connection looks at, and tells it of those that are online.
     *
     * @param again whether it is also told of those that it was told of before
     * @return those of whom nothing is known yet
     */
    Set<Long> set(Connection connection, Set<Long> wanted, boolean again) {
        Set<Long> before = wanted.isEmpty() ? byConnection.remove(connection) : byConnection.put(connection, wanted);
        for (Long user : before == null ? Set.<Long>of() : before) {
            if (!wanted.contains(user)) {
                remove(connection, user);
            }
        }
        Set<Long> unknown = new HashSet<>();
        for (Long user : wanted) {
            Watched watched = users.computeIfAbsent(user, ignored -> new Watched());
            boolean isNew = watched.connections.add(connection);
            if (!watched.known) {
                unknown.add(user);
            } else if (watched.online && (isNew || again)) {
                tell(List.of(connection), user, true);
            }
        }
        return unknown;
    }

    private void remove(Connection connection, Long user) {
        Watched watched = users.get(user);
        if (watched == null || !watched.connections.remove(connection)) {
            return;
        }
        if (watched.online) {
            tell(List.of(connection), user, false);
        }
        if (watched.connections.isEmpty()) {
            users.remove(user);
        }
    }

    /** Takes a reading of a user's routes, and tells those who look of a change. */
    void read(Long user, boolean online) {
        Watched watched = users.get(user);
        if (watched == null) {
            return;
        }
        watched.missed = online ? 0 : watched.missed + 1;
        boolean changes = online ? !watched.online : watched.online && watched.missed >= READINGS_UNTIL_OFFLINE;
        watched.known = true;
        if (changes) {
            watched.online = online;
            tell(List.copyOf(watched.connections), user, online);
        }
    }

    private static void tell(List<Connection> connections, long user, boolean online) {
        ServerFrame frame = new ServerFrame.Presence(Ids.text(user), online);
        Pushed push = Pushed.of(frame);
        ByteBuf line = Frames.line(ByteBufAllocator.DEFAULT, frame);
        try {
            for (Connection connection : connections) {
                connection.post(push, line.retainedDuplicate());
            }
        } finally {
            line.release();
        }
    }

    private static final class Watched {
        final Set<Connection> connections = new LinkedHashSet<>();
        boolean known;
        boolean online;
        int missed;
    }
}

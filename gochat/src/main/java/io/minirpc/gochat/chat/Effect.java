package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.SystemEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The effect of a change on a group.
 *
 * @param roles of those who are in afterwards and were not, or had another role
 * @param out those who are out from the event on
 * @param name the group's new name; null if it keeps its own
 * @param dissolves whether the group ends, and everybody is out
 */
record Effect(
        SystemEvent event,
        Map<Long, Role> roles,
        Set<Long> out,
        @Nullable String name,
        boolean dissolves) implements Ruling {
    static Effect added(SystemEvent event, List<Long> users) {
        Map<Long, Role> roles = users.stream().collect(Collectors.toMap(user -> user, user -> Role.MEMBER));
        return new Effect(event, new TreeMap<>(roles), Set.of(), null, false);
    }

    static Effect out(SystemEvent event, long user) {
        return new Effect(event, Map.of(), Set.of(user), null, false);
    }

    static Effect roles(SystemEvent event, Map<Long, Role> roles) {
        return new Effect(event, roles, Set.of(), null, false);
    }

    static Effect renamed(SystemEvent event, String name) {
        return new Effect(event, Map.of(), Set.of(), name, false);
    }

    static Effect dissolved(SystemEvent event) {
        return new Effect(event, Map.of(), Set.of(), null, true);
    }

    /** Returns whether the group's membership has a new version. */
    boolean changesMembers() {
        return dissolves || !roles.isEmpty() || !out.isEmpty();
    }
}

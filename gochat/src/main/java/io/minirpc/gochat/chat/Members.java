package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.Role;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who are in a conversation, as of one version of its membership. In one of two both are MEMBER. Immutable. */
final class Members {
    static final Members NONE = new Members(Map.of());

    private final Map<Long, Role> roles;
    private final List<Long> users;

    Members(Map<Long, Role> roles) {
        this.roles = Map.copyOf(roles);
        this.users = List.copyOf(this.roles.keySet());
    }

    int size() {
        return users.size();
    }

    List<Long> users() {
        return users;
    }

    boolean has(long user) {
        return roles.containsKey(user);
    }

    /** Returns null for who is not in. */
    @Nullable
    Role role(long user) {
        return roles.get(user);
    }

    /** Returns the members after some were added, or have other roles, and some are out. */
    Members with(Map<Long, Role> changed, Collection<Long> out) {
        Map<Long, Role> after = new HashMap<>(roles);
        after.putAll(changed);
        out.forEach(after::remove);
        return new Members(after);
    }

    /** Returns those who are not in {@code others}. */
    List<Long> without(Set<Long> others) {
        return others.isEmpty()
                ? users
                : users.stream().filter(user -> !others.contains(user)).toList();
    }
}

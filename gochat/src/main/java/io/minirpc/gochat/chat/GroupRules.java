package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.GroupLimits;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.store.SendStore.Group;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** The rules for changes of a group: the table of docs/protocol.md, "Groups". */
final class GroupRules {
    private final Group group;
    private final Members members;
    private final long user;
    private final LongPredicate addable;

    /**
     * @param user who asks for a change
     * @param addable whether a user exists and lets himself be added by {@code user}
     */
    GroupRules(Group group, Members members, long user, LongPredicate addable) {
        this.group = group;
        this.members = members;
        this.user = user;
        this.addable = addable;
    }

    /** Returns what a new group begins with. */
    static Effect create(Create create, long creator, LongPredicate addable) {
        List<Long> added =
                create.members().stream().filter(member -> addable.test(member)).toList();
        Map<Long, Role> roles = new TreeMap<>();
        added.forEach(member -> roles.put(member, Role.MEMBER));
        roles.put(creator, Role.OWNER);
        return Effect.roles(new SystemEvent.Created(create.name(), texts(added)), roles);
    }

    /** Decides about each other change of a group that exists. */
    Ruling rule(Change change) {
        Role role = members.role(user);
        if (change instanceof Join join) {
            return join(join, role != null);
        }
        if (role == null) {
            return Ruling.refused(ErrorCode.NOT_FOUND, "no such group of yours");
        }
        if (!mayAsk(change, role)) {
            return Ruling.refused(ErrorCode.FORBIDDEN, "your role is " + role + ", which does not allow it");
        }
        return rule(change, role);
    }

    private static boolean mayAsk(Change change, Role role) {
        if (change instanceof SetRole || change instanceof Dissolve) {
            return role == Role.OWNER;
        }
        return role != Role.MEMBER || change instanceof Leave;
    }

    private Ruling rule(Change change, Role role) {
        if (change instanceof Invite invite) {
            return invite(invite);
        } else if (change instanceof Kick kick) {
            return kick(kick.user(), role);
        } else if (change instanceof SetRole set) {
            return setRole(set);
        } else if (change instanceof Rename rename) {
            return rename(rename.name());
        } else if (change instanceof Leave) {
            return leave(role);
        }
        return Effect.dissolved(new SystemEvent.Dissolved());
    }

    private Ruling join(Join join, boolean isIn) {
        if (!hasCode(join.code())) {
            return Ruling.refused(ErrorCode.NOT_FOUND, "no such group, or another code");
        }
        if (isIn) {
            return Ruling.refused(ErrorCode.INVALID, "you are in the group already");
        }
        return add(new SystemEvent.Joined(), List.of(user));
    }

    /** Takes the same time however much of a code is right. */
    private boolean hasCode(String code) {
        return MessageDigest.isEqual(
                group.code().getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
    }

    private Ruling invite(Invite invite) {
        List<Long> added = invite.users().stream()
                .filter(one -> !members.has(one) && addable.test(one))
                .toList();
        return added.isEmpty()
                ? Ruling.refused(ErrorCode.INVALID, "users: none of them can be added (expected: users who are out)")
                : add(new SystemEvent.Added(texts(added)), added);
    }

    private Ruling add(SystemEvent event, List<Long> added) {
        int count = members.size() + added.size();
        return count > GroupLimits.MEMBERS
                ? Ruling.refused(
                        ErrorCode.INVALID, "members: " + count + " (expected: at most " + GroupLimits.MEMBERS + ")")
                : Effect.added(event, added);
    }

    private Ruling kick(long target, Role role) {
        if (target == user) {
            return Ruling.refused(
                    ErrorCode.INVALID, "user: yourself (expected: another member; to leave, group.leave)");
        }
        Role other = members.role(target);
        if (other == null) {
            return Ruling.refused(ErrorCode.INVALID, notIn(target));
        }
        return role == Role.OWNER || other == Role.MEMBER
                ? Effect.out(new SystemEvent.Removed(Ids.text(target)), target)
                : Ruling.refused(ErrorCode.FORBIDDEN, "the other one's role is " + other + ", and yours is " + role);
    }

    private Ruling setRole(SetRole set) {
        long target = set.user();
        Role before = members.role(target);
        if (target == user || before == null) {
            return Ruling.refused(
                    ErrorCode.INVALID, target == user ? "user: yourself (expected: another member)" : notIn(target));
        }
        if (before == set.role()) {
            return Ruling.refused(ErrorCode.INVALID, "role: " + before + " (expected: another one than before)");
        }
        Map<Long, Role> roles = new TreeMap<>(Map.of(target, set.role()));
        if (set.role() == Role.OWNER) {
            roles.put(user, Role.ADMIN);
        }
        return Effect.roles(new SystemEvent.RoleSet(Ids.text(target), set.role()), roles);
    }

    private Ruling rename(String name) {
        return name.equals(group.name())
                ? Ruling.refused(ErrorCode.INVALID, "name: the same as before (expected: another one)")
                : Effect.renamed(new SystemEvent.Renamed(name), name);
    }

    private Ruling leave(Role role) {
        if (role != Role.OWNER) {
            return Effect.out(new SystemEvent.Left(), user);
        }
        return members.size() == 1
                ? Effect.dissolved(new SystemEvent.Left())
                : Ruling.refused(ErrorCode.FORBIDDEN, "the owner leaves last: make another one the owner, or dissolve");
    }

    private static String notIn(long target) {
        return "user: " + target + " (expected: a member of the group)";
    }

    private static List<String> texts(List<Long> users) {
        return users.stream().map(Ids::text).toList();
    }
}

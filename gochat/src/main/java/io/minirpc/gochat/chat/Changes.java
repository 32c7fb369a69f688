package io.minirpc.gochat.chat;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Leave;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.Change.Rename;
import io.minirpc.gochat.api.Change.SetRole;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds and values of changes. */
final class Changes {
    private Changes() {}

    /** Returns a change with names that are stripped, and users that come once and are not the one who asks. */
    static Change normal(Change change, long user) {
        if (change instanceof Create create) {
            return new Create(create.name().strip(), others(create.members(), user));
        }
        if (change instanceof Invite invite) {
            return new Invite(others(invite.users(), user));
        }
        return change instanceof Rename rename ? new Rename(rename.name().strip()) : change;
    }

    private static List<Long> others(List<Long> users, long user) {
        return users.stream().distinct().filter(other -> other != user).toList();
    }

    /** Returns the users that may be in after a change and were not before. */
    static Set<Long> added(Change change, long user) {
        if (change instanceof Create create) {
            return new LinkedHashSet<>(create.members());
        }
        if (change instanceof Invite invite) {
            return new LinkedHashSet<>(invite.users());
        }
        return change instanceof Join ? Set.of(user) : Set.of();
    }

    /** Returns the kind of its request in docs/protocol.md. */
    static String kind(Change change) {
        if (change instanceof Create) {
            return "group.create";
        } else if (change instanceof Invite) {
            return "group.invite";
        } else if (change instanceof Join) {
            return "group.join";
        } else if (change instanceof Leave) {
            return "group.leave";
        } else if (change instanceof Kick) {
            return "group.kick";
        } else if (change instanceof SetRole) {
            return "group.role";
        } else if (change instanceof Rename) {
            return "group.rename";
        } else if (change instanceof Dissolve) {
            return "group.dissolve";
        }
        return "recall";
    }

    /** Returns all values as one text, another one for other values of the same kind. */
    static String values(Change change) {
        if (change instanceof Create create) {
            return create.name() + "\n" + list(create.members());
        } else if (change instanceof Invite invite) {
            return list(invite.users());
        } else if (change instanceof Join join) {
            return join.code();
        } else if (change instanceof Kick kick) {
            return String.valueOf(kick.user());
        } else if (change instanceof SetRole set) {
            return set.user() + " " + set.role();
        } else if (change instanceof Rename rename) {
            return rename.name();
        }
        return change instanceof Recall recall ? String.valueOf(recall.seq()) : "";
    }

    private static String list(List<Long> users) {
        return users.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}

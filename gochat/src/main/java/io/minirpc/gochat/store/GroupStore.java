package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.Role;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads of groups and their members. Thread-safe; blocks, so it runs on the threads of the store. */
public interface GroupStore {
    static GroupStore of(Database database) {
        return new SqlGroupStore(database);
    }

    /** Reads the groups among {@code conversations} that a user is in, by conversation. */
    Map<String, Group> groups(long user, Collection<String> conversations);

    /** Reads members of a group in the order of their ids, from the first above {@code after}; one statement. */
    List<Member> members(String conversation, long after, int limit);

    /** Reads who may see messages of a group from {@code seq} on, and the version of its membership; one statement. */
    View viewers(String conversation, long seq);

    /** Reads the groups of at least {@code members} members that each of the users is in. */
    Map<Long, List<String>> large(Collection<Long> users, int members);

    /**
     * A group as one of its members sees it.
     *
     * @param role the user's own
     */
    record Group(String conversation, String name, String code, int members, Role role) {}

    /** A member of a group. */
    record Member(long id, String name, String display, Role role) {}

    /** Who may see which messages of a group, as of one version of its membership. */
    record View(long version, List<Viewer> viewers) {}

    /**
     * One span of a member.
     *
     * @param last {@link Long#MAX_VALUE} while he is in
     */
    record Viewer(long user, long first, long last) {}
}

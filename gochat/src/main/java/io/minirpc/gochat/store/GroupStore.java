package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Member;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads of groups and their members. Thread-safe; blocks, so it runs on the threads of the store. Each method is one
 * statement: what somebody is told, and that he is in, are of one state of the database.
 */
public interface GroupStore {
    static GroupStore of(Database database) {
        return new SqlGroupStore(database);
    }

    /**
     * Reads members of a group in the order of their ids, from the first above {@code after}; empty where the user is
     * not in.
     */
    Optional<Page> members(long user, String conversation, long after, int limit);

    /** Reads the other members of a group of less than {@code members}; none where the user is not in. */
    List<Long> others(long user, String conversation, int members);

    /** Reads how far the members of a group of less than {@code members} are; none where it is no such group. */
    List<Reader> readers(String conversation, int members);

    /** Reads the groups of at least {@code members} members that each of the users is in. */
    Map<Long, List<String>> large(Collection<Long> users, int members);

    /** Reads who may see messages of a group from {@code seq} on, and the version of its membership. */
    View viewers(String conversation, long seq);

    /**
     * Members of a group, and the group as the user sees it.
     *
     * @param code by which others join
     */
    record Page(Group group, String code, List<Member> members) {}

    /**
     * A member's cursors.
     *
     * @param since the first seq of the span that he is in
     */
    record Reader(long user, long since, long read, long delivered) {
        /** Returns whether he was in when the message came, and has been since. */
        public boolean isOf(long seq) {
            return since <= seq;
        }

        public boolean hasRead(long seq) {
            return isOf(seq) && seq <= read;
        }

        /** Returns whether a message has reached him; who has read it has received it. */
        public boolean hasReceived(long seq) {
            return isOf(seq) && seq <= Math.max(read, delivered);
        }
    }

    /**
     * The spans of messages that members of a group may see, as of one version of its membership.
     *
     * @param version 0 where there is no such group
     */
    record View(long version, List<Viewer> viewers) {}

    /**
     * One span of a member.
     *
     * @param last {@link Long#MAX_VALUE} while he is in
     */
    record Viewer(long user, long first, long last) {}
}

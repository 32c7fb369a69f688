package io.minirpc.gochat.store;

import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.store.InboxStore.Sums;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a user as a list, newest activity first. Thread-safe; blocks, so it runs on the threads of the
 * store. Each method is one statement: rows and sums are of one state of the database.
 */
public interface ListStore {
    static ListStore of(Database database) {
        return new SqlListStore(database);
    }

    /** Reads the first conversations below a place, of all where it is null, and the sums over all below it. */
    Listing page(long user, @Nullable Place below, int limit);

    /** Reads conversations by name, wherever they stand, and the sums over all below a place. */
    Listing named(long user, Collection<String> conversations, @Nullable Place below);

    /** A place in the list, which is ordered by time and id. */
    record Place(long time, String conversation) {}

    /**
     * A conversation in the list.
     *
     * @param time of its newest message; 0 where the user is out, who must not see that it goes on
     * @param head the last seq that the user may see
     * @param left that seq if he is out, else null
     * @param group null for a conversation of two, and where the user is out
     */
    record Row(
            String conversation,
            long time,
            long head,
            long read,
            long delivered,
            @Nullable Long left,
            long unread,
            @Nullable Group group) {}

    /**
     * A part of the list.
     *
     * @param rows in order
     * @param sums over all conversations below the place, those in {@code rows} too
     * @param unread over the same
     */
    record Listing(List<Row> rows, Sums sums, long unread) {}
}

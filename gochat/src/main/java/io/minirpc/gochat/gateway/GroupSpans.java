package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import java.util.Comparator;
import java.util.List;

/**
 * The spans of a group's members as the services gave them, in arrays, since large groups have thousands. They hold for
 * messages of the versions from the one that was asked for to the one that was read. Immutable.
 */
final class GroupSpans {
    private static final Comparator<Viewer> BY_USER =
            Comparator.comparingLong(Viewer::user).thenComparingLong(Viewer::first);

    private final long asked;
    private final long read;
    private final long[] users;
    private final long[] firsts;
    private final long[] lasts;

    private GroupSpans(long asked, long read, List<Viewer> viewers) {
        this.asked = asked;
        this.read = read;
        users = viewers.stream().mapToLong(Viewer::user).toArray();
        firsts = viewers.stream().mapToLong(Viewer::first).toArray();
        lasts = viewers.stream().mapToLong(Viewer::last).toArray();
    }

    /** @param asked the version of the message for which the view was read */
    static GroupSpans of(long asked, GroupView view) {
        return new GroupSpans(
                asked, view.version(), view.viewers().stream().sorted(BY_USER).toList());
    }

    /** Returns whether they hold for messages of a version. */
    boolean hold(long version) {
        return asked <= version && version <= read;
    }

    int size() {
        return users.length;
    }

    /** Returns the span of a user that covers a seq above its first; -1 if there is none. */
    int find(long user, long seq) {
        for (int i = firstOf(user); i < users.length && users[i] == user; i++) {
            if (firsts[i] < seq && seq <= lasts[i]) {
                return i;
            }
        }
        return -1;
    }

    private int firstOf(long user) {
        int low = 0;
        int high = users.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (users[middle] < user) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns whether a span ends at a seq. */
    boolean endsAt(int span, long seq) {
        return lasts[span] == seq;
    }
}

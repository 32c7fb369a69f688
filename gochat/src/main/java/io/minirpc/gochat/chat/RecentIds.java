package io.minirpc.gochat.chat;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** The last ids that were added, {@value #MAX} at most. Thread-safe. */
final class RecentIds {
    private static final int MAX = 65_536;

    private final Set<Long> ids = new LinkedHashSet<>();

    synchronized void add(long id) {
        if (ids.add(id) && ids.size() > MAX) {
            Iterator<Long> eldest = ids.iterator();
            eldest.next();
            eldest.remove();
        }
    }

    synchronized boolean contains(long id) {
        return ids.contains(id);
    }
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.frame.GroupLimits;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The groups that are large, and since when this process knows that. Thread-safe. Bounded: a group that was forgotten
 * counts as one that has just become large, which does no harm.
 */
final class LargeGroups {
    /** For so long gateways may not have registered for a group. */
    static final Duration BOTH_WAYS = Duration.ofSeconds(60);

    private static final int MAX_GROUPS = 10_000;

    /** The ways of a message to its members. */
    enum Way {
        TO_USERS,
        TO_GATEWAYS,
        BOTH
    }

    private final LongSupplier nanoTime;
    private final Map<String, Long> since = new LinkedHashMap<>(16, 0.75f, true);

    LargeGroups(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Returns how a message is pushed; called with the messages of a group in their order. */
    synchronized Way wayOf(CommittedMessage message) {
        if (message.size() == 0) {
            return Way.TO_USERS; // says nothing about how many there are
        }
        if (message.size() < GroupLimits.LARGE) {
            since.remove(message.conversation());
            return Way.TO_USERS;
        }
        long now = nanoTime.getAsLong();
        Long first = since.putIfAbsent(message.conversation(), now);
        forgetEldest();
        return first != null && now - first >= BOTH_WAYS.toNanos() ? Way.TO_GATEWAYS : Way.BOTH;
    }

    private void forgetEldest() {
        if (since.size() > MAX_GROUPS) {
            Iterator<String> eldest = since.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }
}

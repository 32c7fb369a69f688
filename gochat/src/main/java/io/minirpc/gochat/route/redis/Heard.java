package io.minirpc.gochat.route.redis;

import io.minirpc.gochat.route.redis.BusHeader.Count;
import io.minirpc.gochat.route.redis.BusHeader.Numbered;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that one gateway has heard from its publishers: each numbers what it publishes to this gateway from 1.
 * Times are the caller's, in nanoseconds. Not thread-safe.
 */
final class Heard {
    static final int MAX_NAME = 100;
    static final int MAX_PUBLISHERS = 1_000;

    /** The longest silence of an expected publisher: three counts and a half. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(7);

    private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Map<String, Publisher> publishers = new HashMap<>();
    private final Map<String, Long> expectedSince = new HashMap<>();

    private static final class Publisher {
        long last;
        long givenUp;
        long heard;
        boolean left;
    }

    /** Takes the number of a push; returns why pushes may have been lost, or null. */
    @Nullable
    String push(Numbered header, long now) {
        Publisher publisher = heard(header.from(), now);
        long before = publisher.last;
        publisher.last = header.n();
        publisher.left = false;
        return header.n() == before + 1 ? null : gap(header.from(), before, header.n() - 1);
    }

    /** Takes a count; returns why pushes may have been lost, or null. */
    @Nullable
    String count(Count header, long now) {
        Publisher publisher = heard(header.from(), now);
        long before = publisher.last;
        long givenUp = header.givenUp() - publisher.givenUp;
        publisher.last = header.sent();
        publisher.givenUp = header.givenUp();
        publisher.left = header.leaving();
        if (header.sent() != before) {
            return gap(header.from(), before, header.sent());
        }
        return givenUp > 0 ? "publisher " + header.from() + " gave up " + givenUp + " pushes" : null;
    }

    private static String gap(String from, long before, long last) {
        return last > before
                ? "pushes " + (before + 1) + " to " + last + " of publisher " + from + " are missing"
                : "the numbers of publisher " + from + " went back from " + before + " to " + last;
    }

    /** Returns why pushes may be lost just now since an expected publisher is not heard, or null. */
    @Nullable
    String silent(Set<String> expected, long now) {
        expectedSince.keySet().retainAll(expected);
        publishers.values().removeIf(publisher -> now - publisher.heard > FORGOTTEN_NANOS);
        for (String name : expected) {
            long since = expectedSince.computeIfAbsent(name, ignored -> now);
            Publisher publisher = publishers.get(name);
            if (publisher != null && (publisher.left || publisher.heard - since > 0)) {
                since = publisher.left ? now : publisher.heard;
            }
            if (now - since >= SILENCE_NANOS) {
                return "publisher " + name + " is not heard";
            }
        }
        return null;
    }

    private Publisher heard(String name, long now) {
        if (publishers.size() >= MAX_PUBLISHERS && !publishers.containsKey(name)) {
            publishers.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().heard - now))
                    .map(Map.Entry::getKey)
                    .ifPresent(publishers::remove);
        }
        Publisher publisher = publishers.computeIfAbsent(name, ignored -> new Publisher());
        publisher.heard = now;
        return publisher;
    }

    /** Returns how many publishers are known. */
    int size() {
        return publishers.size();
    }
}

package io.minirpc.gochat.route.redis;

import io.minirpc.gochat.route.Hints;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The conversations that wait for users, in Redis: a list for each user. What comes within 100 ms is one RPUSH for each
 * user, none where the last one of this process, less than a minute ago, was of the same conversation. It is dropped
 * before anything else where Redis lags. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // hints may be lost
final class RedisHints implements Hints {
    /** The length from which on a list is cut to {@link #KEPT}. */
    static final int MAX_LENGTH = 1_100;

    static final int KEPT = 1_000;

    private static final Duration FORGOTTEN = Duration.ofDays(30);
    private static final long GATHERED_MILLIS = 100;
    private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MAX_USERS = 10_000;
    private static final int MAX_LAST = 100_000;

    /** With more unanswered pushes than these Redis lags. */
    private static final int MAX_UNANSWERED = 1_000;

    private static final int MAX_ID = 100;

    private final Keys keys;
    private final Entries entries;
    private final ScheduledExecutorService timer;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<Long, Last> last = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Last> eldest) {
            return size() > MAX_LAST;
        }
    };
    private Map<Long, Set<String>> gathered = new LinkedHashMap<>();

    private record Last(String conversation, long when) {}

    RedisHints(Keys keys, Entries entries, ScheduledExecutorService timer) {
        this.keys = keys;
        this.entries = entries;
        this.timer = timer;
    }

    @Override
    public void add(String conversation, Collection<Long> users) {
        boolean first;
        synchronized (this) {
            first = gathered.isEmpty();
            long now = System.nanoTime();
            users.forEach(user -> add(conversation, user, now));
            first &= !gathered.isEmpty();
        }
        if (first) {
            pushSoon();
        }
    }

    private void add(String conversation, Long user, long now) {
        Last before = last.get(user);
        boolean isSame = before != null && before.conversation.equals(conversation) && now - before.when < SAME_NANOS;
        if (!isSame && (gathered.containsKey(user) || gathered.size() < MAX_USERS)) {
            last.remove(user); // so that it is the newest
            last.put(user, new Last(conversation, now));
            Set<String> own = gathered.computeIfAbsent(user, id -> new LinkedHashSet<>());
            own.remove(conversation);
            own.add(conversation);
        }
    }

    private void pushSoon() {
        try {
            timer.schedule(this::pushAll, GATHERED_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                gathered.clear(); // closed
            }
        }
    }

    private void pushAll() {
        Map<Long, Set<String>> all;
        synchronized (this) {
            all = gathered;
            gathered = new LinkedHashMap<>();
            unanswered.incrementAndGet(); // this one itself
        }
        all.forEach((user, conversations) -> {
            if (unanswered.get() <= MAX_UNANSWERED) {
                unanswered.incrementAndGet();
                push(keys.hints(user), conversations).whenComplete((length, failure) -> unanswered.decrementAndGet());
            }
        });
        unanswered.decrementAndGet();
    }

    /** Returns whether nothing is on its way. */
    synchronized boolean isSettled() {
        return gathered.isEmpty() && unanswered.get() == 0;
    }

    /** The list is given its time when it is new, and when it is cut. */
    private CompletableFuture<Long> push(String key, Set<String> conversations) {
        byte[][] values = conversations.stream()
                .map(conversation -> conversation.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        return entries.call(key, redis -> redis.rpush(key, values)).whenComplete((length, failure) -> {
            if (failure == null && length > MAX_LENGTH) {
                entries.call(key, redis -> redis.ltrim(key, -KEPT, -1));
            }
            if (failure == null && (length > MAX_LENGTH || length == values.length)) {
                entries.call(key, redis -> redis.expire(key, FORGOTTEN));
            }
        });
    }

    @Override
    public CompletionStage<List<String>> take(long user) {
        synchronized (this) {
            last.remove(user);
        }
        String key = keys.hints(user);
        return entries.call(key, redis -> {
            CompletionStage<List<byte[]>> newest = redis.lrange(key, -MAX_LENGTH, -1);
            return redis.del(key).thenCombine(newest, (count, list) -> newestFirst(list));
        });
    }

    private static List<String> newestFirst(List<byte[]> list) {
        Set<String> conversations = new LinkedHashSet<>();
        for (int i = list.size() - 1; i >= 0 && conversations.size() < MAX_NAMED; i--) {
            if (list.get(i).length <= MAX_ID) {
                conversations.add(new String(list.get(i), StandardCharsets.UTF_8));
            }
        }
        return new ArrayList<>(conversations);
    }
}

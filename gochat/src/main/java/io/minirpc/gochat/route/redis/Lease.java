package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a gateway: a key that lives for 6 s. As long as it is there, and holds what the gateway wrote, Redis was
 * not emptied since the gateway wrote its routes, and the gateway was not stopped for long. Taking it is: write it,
 * write all routes, read it back, and again if it is another one or none. Thread-safe; never blocks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // failures are seen before
final class Lease {
    static final Duration LENGTH = Duration.ofSeconds(6);

    /** The time for writing all routes; what is missing then is written again within a minute. */
    private static final Duration WRITING = Duration.ofSeconds(10);

    private static final int TRIES = 3;

    private final String key;
    private final Link<StatefulRedisConnection<String, byte[]>> link;
    private final Link<StatefulRedisPubSubConnection<String, byte[]>> subscriber;
    private final Supplier<CompletionStage<Void>> writeAgain;
    private final Consumer<String> suspect;
    private final ThrottledLog log = new ThrottledLog();

    private State state = State.NONE;
    private int turn; // of callbacks: those of an earlier one come late
    private int tries;
    private long confirmed = System.nanoTime();
    private byte[] current = {};
    private boolean everHeld;
    private @Nullable String lost;
    private volatile boolean held;

    private enum State {
        NONE,
        TAKING,
        HELD,
        CLOSED
    }

    /**
     * Creates a lease that is not taken.
     *
     * @param subscriber by which it is read back too, so that it shows if the two connections reach different servers
     * @param suspect is told why pushes may have been lost, after the lease is held again
     */
    Lease(
            String key,
            Link<StatefulRedisConnection<String, byte[]>> link,
            Link<StatefulRedisPubSubConnection<String, byte[]>> subscriber,
            Supplier<CompletionStage<Void>> writeAgain,
            Consumer<String> suspect) {
        this.key = key;
        this.link = link;
        this.subscriber = subscriber;
        this.writeAgain = writeAgain;
        this.suspect = suspect;
    }

    boolean isHeld() {
        return held;
    }

    /** Takes or renews it. Every 2 s. */
    synchronized void tick() {
        switch (state) {
            case NONE -> {
                tries = 0;
                take();
            }
            case HELD -> renew();
            case TAKING, CLOSED -> {}
        }
    }

    /** Begins anew, unless it is being taken for the first time. */
    synchronized void lose(String reason) {
        if (state == State.CLOSED || !everHeld) {
            return;
        }
        lost = reason;
        held = false;
        tries = 0;
        take();
    }

    private void take() {
        state = State.TAKING;
        int mine = ++turn;
        tries++;
        byte[] value = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
        link.call(redis -> redis.async().set(key, value, SetArgs.Builder.px(LENGTH.toMillis())))
                .thenCompose(done -> written())
                .thenCompose(done -> link.call(redis -> redis.async().get(key)))
                .thenCompose(found -> isSame(value, found) ? seenBySubscriber(value) : done(Seen.OTHER))
                .whenComplete((seen, failure) -> taken(mine, value, seen, failure));
    }

    private CompletableFuture<Void> written() {
        CompletableFuture<Void> written = new CompletableFuture<>();
        writeAgain.get().whenComplete((done, failure) -> written.complete(null));
        return written.completeOnTimeout(null, WRITING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private enum Seen {
        SAME,
        OTHER,
        ELSEWHERE
    }

    /** Reads it by the connection of the subscriptions, as far as the protocol allows that. */
    private CompletableFuture<Seen> seenBySubscriber(byte[] value) {
        return subscriber
                .call(redis -> redis.async().get(key))
                .handle((found, failure) -> failure != null || isSame(value, found) ? Seen.SAME : Seen.ELSEWHERE);
    }

    private static boolean isSame(byte[] value, byte @Nullable [] found) {
        return found != null && Arrays.equals(value, found);
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private void taken(int mine, byte[] value, @Nullable Seen seen, @Nullable Throwable failure) {
        String reason;
        synchronized (this) {
            if (turn != mine || state == State.CLOSED) {
                return;
            }
            if (failure != null || seen != Seen.SAME) {
                notTaken(seen, failure);
                return;
            }
            state = State.HELD;
            current = value;
            held = true;
            everHeld = true;
            confirmed = System.nanoTime();
            reason = lost;
            lost = null;
        }
        if (reason != null) {
            suspect.accept(reason);
        }
    }

    private void notTaken(@Nullable Seen seen, @Nullable Throwable failure) {
        state = State.NONE;
        if (lost == null) {
            lost = "the lease could not be taken at once";
        }
        if (failure != null) {
            log.warn("a gateway's lease could not be taken", failure);
            renewIfRefused(failure);
        } else if (seen == Seen.ELSEWHERE) {
            log.warn("commands and subscriptions reach different servers: both connections are renewed");
            renewBoth("the two connections reach different servers");
        } else if (tries < TRIES) {
            take();
        }
    }

    private void renewBoth(String reason) {
        link.renew(reason);
        subscriber.renew(reason);
    }

    private void renew() {
        int mine = turn;
        link.call(redis -> redis.async().pexpire(key, LENGTH.toMillis()))
                .whenComplete((isThere, failure) -> renewed(mine, Boolean.TRUE.equals(isThere), failure));
    }

    private synchronized void renewed(int mine, boolean isThere, @Nullable Throwable failure) {
        if (turn != mine || state != State.HELD) {
            return;
        }
        if (failure == null && !isThere) {
            lose("the lease is gone: Redis was emptied, or this process was stopped");
        } else if (failure == null) {
            confirmed = System.nanoTime();
            compare(mine);
        } else {
            renewIfRefused(failure);
            if (System.nanoTime() - confirmed > LENGTH.toNanos()) {
                lose("the lease could not be renewed");
            }
        }
    }

    private void compare(int mine) {
        byte[] value = current;
        subscriber.call(redis -> redis.async().get(key)).whenComplete((found, failure) -> {
            synchronized (this) {
                boolean differs = failure == null ? !isSame(value, found) : Entries.isWrongType(failure);
                if (turn == mine && state == State.HELD && differs) {
                    lose("the lease is another one where the gateway subscribed");
                }
            }
        });
    }

    /** A server that refuses writes is a replica now: the address may lead to another one. */
    private void renewIfRefused(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof RedisCommandExecutionException) {
            renewBoth("a lease was refused: " + cause.getMessage());
        }
    }

    /** Ends it: from now on the gateway's connections count as offline. */
    synchronized void close() {
        state = State.CLOSED;
        held = false;
        turn++;
        link.call(redis -> redis.async().del(key));
    }
}

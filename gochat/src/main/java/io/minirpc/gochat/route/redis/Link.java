package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to Redis that is opened again when it breaks, or when it is silent. Thread-safe. A command is sent once
 * at most: while there is no connection it fails at once, and what is unanswered when one breaks fails then.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Link<C extends StatefulRedisConnection<String, byte[]>> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    /** After so many checks without an answer the connection counts as broken. */
    private static final int MAX_UNANSWERED = 5;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final String name;
    private final Supplier<CompletionStage<C>> connector;
    private final ScheduledExecutorService timer;
    private final Consumer<C> whenOpened;
    private volatile @Nullable C connection;
    private final AtomicInteger unanswered = new AtomicInteger();
    private boolean closed;
    private long pauseMillis = FIRST_PAUSE.toMillis();

    /**
     * Creates a link that is not open yet.
     *
     * @param name for the log
     * @param whenOpened is told of each connection but the first; must not block
     */
    Link(String name, Supplier<CompletionStage<C>> connector, ScheduledExecutorService timer, Consumer<C> whenOpened) {
        this.name = name;
        this.connector = connector;
        this.timer = timer;
        this.whenOpened = whenOpened;
    }

    /** Opens the first connection; afterwards the link looks after itself. */
    CompletionStage<C> open() {
        return connector.get().thenApply(opened -> {
            accept(opened);
            return opened;
        });
    }

    /** Calls Redis. The stage fails at once where there is no connection, or its queue is full. */
    <T> CompletableFuture<T> call(Function<C, CompletionStage<T>> command) {
        C current = connection;
        if (current == null) {
            return CompletableFuture.failedFuture(new RedisException("not connected to Redis"));
        }
        try {
            return command.apply(current).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Asks for a sign that the connection works, and gives it up where there has been none for long. */
    void check() {
        C current = connection;
        if (current == null) {
            return;
        }
        if (unanswered.get() >= MAX_UNANSWERED) {
            renew("it does not answer");
        } else {
            unanswered.incrementAndGet();
            call(opened -> opened.async().ping()).thenRun(() -> unanswered.set(0));
        }
    }

    /** Ends the connection, and opens another one. */
    void renew(String reason) {
        C current = connection;
        if (current != null) {
            lost(current, reason);
        }
    }

    private void accept(C opened) {
        opened.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                lost(opened, "it was closed");
            }
        });
        synchronized (this) {
            if (closed) {
                opened.closeAsync();
                return;
            }
            pauseMillis = FIRST_PAUSE.toMillis();
            unanswered.set(0);
            connection = opened;
        }
        if (!opened.isOpen()) {
            lost(opened, "it was closed"); // before anybody listened
        }
    }

    private void lost(C gone, String reason) {
        synchronized (this) {
            if (closed || connection != gone) {
                return;
            }
            connection = null;
        }
        LOG.info("redis: the connection for {} is renewed: {}", name, reason);
        gone.closeAsync();
        reconnect();
    }

    private void reconnect() {
        long pause;
        synchronized (this) {
            if (closed) {
                return;
            }
            pause = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1);
            pauseMillis = Math.min(2 * pauseMillis, LAST_PAUSE.toMillis());
        }
        try {
            timer.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("redis: closed while it connects", e);
        }
    }

    private void connect() {
        CompletionStage<C> opening;
        try {
            opening = connector.get();
        } catch (RuntimeException e) {
            opening = CompletableFuture.failedStage(e);
        }
        opening.whenComplete((opened, failure) -> {
            if (failure == null) {
                accept(opened);
                whenOpened.accept(opened);
            } else {
                LOG.debug("redis: cannot connect for {}", name, failure);
                reconnect();
            }
        });
    }

    @Override
    public void close() {
        C current;
        synchronized (this) {
            closed = true;
            current = connection;
            connection = null;
        }
        if (current != null) {
            current.closeAsync()
                    .completeOnTimeout(null, CLOSING.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}

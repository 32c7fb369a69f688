package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that take turns: so many are unanswered at a time, and the others wait, in their order. A gateway that writes
 * all its routes again would exceed the queue of its connection otherwise. Nothing waits long for a Redis that is away,
 * since each call fails at once then. Thread-safe.
 */
final class Pacer {
    private final int maxRunning;
    private final int maxWaiting;
    private final AtomicInteger looks = new AtomicInteger();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Pacer(int maxRunning, int maxWaiting) {
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
    }

    /** Makes a call in its turn. Calls begin in the order in which they come. */
    <T> CompletableFuture<T> submit(Supplier<CompletableFuture<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        synchronized (this) {
            if (waiting.size() >= maxWaiting) {
                result.completeExceptionally(new RedisException("too many changes wait (limit: " + maxWaiting + ")"));
                return result;
            }
            waiting.add(() -> begin(call, result));
        }
        look();
        return result;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it is passed on
    private <T> void begin(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {
        call.get().whenComplete((value, failure) -> {
            synchronized (this) {
                running--;
            }
            if (failure == null) {
                result.complete(value);
            } else {
                result.completeExceptionally(failure);
            }
            look();
        });
    }

    /**
     * Begins what may begin. One thread at a time does, also for those that come meanwhile: order, and no recursion.
     */
    private void look() {
        if (looks.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
            seen = looks.addAndGet(-seen);
        } while (seen > 0);
    }

    private synchronized @Nullable Runnable next() {
        if (running >= maxRunning || waiting.isEmpty()) {
            return null;
        }
        running++;
        return waiting.remove();
    }
}

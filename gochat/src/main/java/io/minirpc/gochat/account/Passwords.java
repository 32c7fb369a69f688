package io.minirpc.gochat.account;

import io.minirpc.gochat.frame.ErrorCode;
import java.text.Normalizer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passwords: their rules, and the threads that hash them, which bound the memory and the processors that log-ins take.
 * Two hashes at a time, 50 wait, the rest is refused with {@code BUSY}. Thread-safe.
 */
final class Passwords implements AutoCloseable {
    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 256;
    static final int AT_ONCE = 2;
    static final int MAX_WAITING = 50;
    private static final long RETRY_MS = 2_000; // the time of a full queue, about

    private final Argon2 argon2;
    private final String unknownUser;
    private final ThreadPoolExecutor threads;

    Passwords(Argon2 argon2) {
        this.argon2 = argon2;
        this.unknownUser = argon2.hash("no user has this password");
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, "gochat-password-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Returns the form of a password that is hashed: NFKC, so that it can be typed on another keyboard.
     *
     * @param field what errors call it
     * @throws RefusedException if it is shorter than 8 or longer than 256 characters
     */
    static String checked(String field, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH || length > MAX_LENGTH) {
            throw RefusedException.invalid(
                    field + ": " + length + " characters (expected: " + MIN_LENGTH + " to " + MAX_LENGTH + ")");
        }
        if (!Texts.isWhole(password)) {
            throw RefusedException.invalid(field + ": half of a surrogate pair (expected: text)");
        }
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }

    CompletableFuture<String> hash(String checked) {
        return onThreads(() -> argon2.hash(checked));
    }

    /** Returns whether a password has a hash; null, for a user who is not there, costs the same and is false. */
    CompletableFuture<Boolean> matches(String checked, @Nullable String hash) {
        return onThreads(() -> {
            boolean matches = Argon2.matches(checked, hash == null ? unknownUser : hash);
            return matches && hash != null;
        });
    }

    /** Returns whether a hash should be replaced, as its parameters are lower than those of new ones. */
    boolean isOutdated(String hash) {
        return argon2.exceeds(hash);
    }

    <T> CompletableFuture<T> onThreads(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads);
        } catch (RejectedExecutionException e) {
            long retryAfterMs = RETRY_MS + ThreadLocalRandom.current().nextLong(RETRY_MS);
            return CompletableFuture.failedFuture(RefusedException.later(
                    ErrorCode.BUSY, retryAfterMs, "too many log-ins at once (limit: " + MAX_WAITING + " waiting)"));
        }
    }

    /** Returns how many hashes were accepted so far. */
    long accepted() {
        return threads.getTaskCount();
    }

    /** Returns how many hashes were computed at the same time at most. */
    int mostAtOnce() {
        return threads.getLargestPoolSize();
    }

    /** Ends the threads when what was accepted is done, which takes seconds at most. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            var unused = threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

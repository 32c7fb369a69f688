package io.minirpc.filter.auth;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.internal.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token that a client has, and the next one once that is needed: one is fetched at a time, whoever asks. Shortly
 * before the old one is over the next is fetched while calls go on with the old. Thread-safe.
 */
final class TokenCache {
    /** The least time between fetches after refused tokens, and after a failed fetch while the old token is valid. */
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends CompletionStage<AccessToken>> source;
    private final long aheadNanos;
    private final long timeoutNanos;
    private final LongSupplier nanoClock;
    private @Nullable Held held;
    private @Nullable CompletableFuture<AccessToken> fetching;
    private boolean wasRefused;
    private long refusedNanos;

    /**
     * Creates a cache without a token.
     *
     * @param ahead how long before a token expires the next one is fetched; at most half of a token's validity
     * @param timeout how long a fetch may take
     */
    TokenCache(
            Supplier<? extends CompletionStage<AccessToken>> source,
            Duration ahead,
            Duration timeout,
            LongSupplier nanoClock) {
        this.source = source;
        this.aheadNanos = ahead.toNanos();
        this.timeoutNanos = timeout.toNanos();
        this.nanoClock = nanoClock;
    }

    /** Returns the token, as soon as there is one; fails where the source does. */
    CompletableFuture<AccessToken> get() {
        CompletableFuture<AccessToken> next = new CompletableFuture<>();
        Held good;
        synchronized (this) {
            long now = nanoClock.getAsLong();
            good = held != null && held.isGood(now) ? held : null;
            if (good != null && (fetching != null || !good.isNearItsEnd(now))) {
                return good.token;
            }
            if (fetching != null) {
                return fetching;
            }
            fetching = next;
        }
        fetch(next); // outside of the lock: it is the user's
        return good != null ? good.token : next;
    }

    /** Forgets a token that a server has refused, so that the next is fetched. */
    synchronized void refused(AccessToken token) {
        long now = nanoClock.getAsLong();
        if (held == null || held.token.getNow(null) != token) {
            return; // another call has said so
        }
        if (!wasRefused || now - refusedNanos >= INTERVAL_NANOS) {
            wasRefused = true;
            refusedNanos = now;
            held = null;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the fetch
    private void fetch(CompletableFuture<AccessToken> next) {
        // Started before the source is called, which may block although it must not: other calls wait for the token.
        Future<?> timer = Timers.start(timeoutNanos, () -> fetched(next, null, tooLate()));
        next.whenComplete((token, failure) -> timer.cancel(false));
        try {
            source.get().whenComplete((token, failure) -> fetched(next, token, failure));
        } catch (Throwable thrown) {
            fetched(next, null, thrown);
        }
    }

    private RpcException tooLate() {
        return new RpcException(
                StatusCode.UNAVAILABLE, "the source gave no token within " + Duration.ofNanos(timeoutNanos));
    }

    /** Handles the outcome of a fetch. A late token is used unless there is a valid one; a late failure is ignored. */
    private void fetched(
            CompletableFuture<AccessToken> next, @Nullable AccessToken token, @Nullable Throwable failure) {
        synchronized (this) {
            long now = nanoClock.getAsLong();
            boolean isLate = fetching != next;
            if (isLate && (token == null || (held != null && held.isGood(now)))) {
                return;
            }
            fetching = isLate ? fetching : null;
            if (token != null) {
                held = Held.from(token, aheadNanos, now);
            } else if (held != null) {
                held = held.notBefore(now + INTERVAL_NANOS); // the old token is still valid for a while
            }
        }
        if (token != null) {
            next.complete(token);
        } else {
            next.completeExceptionally(
                    failure != null ? failure : new NullPointerException("the source gave no token"));
        }
    }

    /** A token since a time. */
    private record Held(CompletableFuture<AccessToken> token, boolean ends, long endNanos, long nextNanos) {
        static Held from(AccessToken token, long aheadNanos, long now) {
            Duration validity = token.validity();
            long nanos = validity == null ? 0 : validity.toNanos();
            long end = now + nanos;
            return new Held(
                    CompletableFuture.completedFuture(token),
                    validity != null,
                    end,
                    end - Math.min(aheadNanos, nanos / 2));
        }

        Held notBefore(long nanos) {
            return new Held(token, ends, endNanos, nanos);
        }

        boolean isGood(long now) {
            return !ends || now - endNanos < 0;
        }

        boolean isNearItsEnd(long now) {
            return ends && now - nextNanos >= 0;
        }
    }
}

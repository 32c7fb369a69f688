package io.minirpc.filter;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token that a client has, and the next one once that is needed: one is fetched at a time, whoever asks. Shortly
 * before the old one is over the next is fetched while calls go on with the old. Thread-safe.
 */
final class TokenCache {
    /** So that neither servers that refuse every token nor a source that fails make each call fetch one. */
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<? extends CompletionStage<AccessToken>> source;
    private final long aheadNanos;
    private final LongSupplier nanoClock;
    private @Nullable Held held;
    private @Nullable CompletableFuture<AccessToken> fetching;
    private boolean wasRefused;
    private long refusedNanos;

    /** @param ahead how long before a token's end the next is fetched; at most half of what a token is good for */
    TokenCache(Supplier<? extends CompletionStage<AccessToken>> source, Duration ahead, LongSupplier nanoClock) {
        this.source = source;
        this.aheadNanos = ahead.toNanos();
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

    private void fetch(CompletableFuture<AccessToken> next) {
        CompletionStage<AccessToken> stage;
        try {
            stage = source.get();
        } catch (Throwable thrown) {
            stage = CompletableFuture.failedFuture(thrown);
        }
        stage.whenComplete((token, failure) -> fetched(next, token, failure));
    }

    private void fetched(
            CompletableFuture<AccessToken> next, @Nullable AccessToken token, @Nullable Throwable failure) {
        synchronized (this) {
            fetching = null;
            if (token != null) {
                held = Held.from(token, aheadNanos, nanoClock.getAsLong());
            } else if (held != null) {
                held = held.notBefore(nanoClock.getAsLong() + INTERVAL_NANOS); // the old one is good for a while
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

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The rates of users. They outlast a user's connections until they are full again, so that a new connection wins
 * nothing. Thread-safe.
 */
final class RateLimits {
    private final GatewaySettings settings;
    private final ConcurrentMap<Long, Buckets> users = new ConcurrentHashMap<>();

    RateLimits(GatewaySettings settings) {
        this.settings = settings;
    }

    /** Returns the bucket of a new connection. */
    TokenBucket ofConnection() {
        return bucket(Limit.REQUESTS_PER_SECOND, Limit.REQUEST_BURST);
    }

    /**
     * Counts a request.
     *
     * @return the error that answers it if there were too many, else null
     */
    @Nullable
    Failure check(TokenBucket connection, long user, long id, boolean isSend) {
        long now = System.nanoTime();
        Failure failure = check(connection, Limit.REQUESTS_PER_SECOND, "requests", id, now);
        if (failure != null) {
            return failure;
        }
        Buckets buckets = users.computeIfAbsent(user, ignored -> new Buckets());
        failure = check(buckets.requests, Limit.USER_REQUESTS_PER_SECOND, "requests", id, now);
        return failure == null && isSend ? check(buckets.sends, Limit.SENDS_PER_SECOND, "messages", id, now) : failure;
    }

    private @Nullable Failure check(TokenBucket bucket, Limit limit, String what, long id, long now) {
        long wait = bucket.take(now);
        return wait == 0
                ? null
                : Frames.failure(
                        id,
                        ErrorCode.RATE_LIMITED,
                        wait / 1_000_000 + 1,
                        "too many " + what + " (limit: " + settings.get(limit) + " in a second)");
    }

    /** Forgets users whose buckets are full. */
    void purge() {
        long now = System.nanoTime();
        for (Long user : users.keySet()) {
            users.computeIfPresent(user, (ignored, buckets) -> buckets.isFull(now) ? null : buckets);
        }
    }

    private TokenBucket bucket(Limit rate, Limit burst) {
        return new TokenBucket(settings.get(rate), settings.get(burst), System.nanoTime());
    }

    private final class Buckets {
        final TokenBucket requests = bucket(Limit.USER_REQUESTS_PER_SECOND, Limit.USER_REQUEST_BURST);
        final TokenBucket sends = bucket(Limit.SENDS_PER_SECOND, Limit.SEND_BURST);

        boolean isFull(long now) {
            return requests.isFull(now) && sends.isFull(now);
        }
    }
}

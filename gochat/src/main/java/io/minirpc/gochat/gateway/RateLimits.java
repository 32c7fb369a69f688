package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.limit.Rate;
import io.minirpc.gochat.limit.RateLimiter;
import io.minirpc.gochat.limit.TokenBucket;
import org.jspecify.annotations.Nullable;

/** The rates of requests, of connections and of users. A user's outlast his connections. Thread-safe. */
final class RateLimits {
    private static final int MAX_USERS = 100_000;

    private final GatewaySettings settings;
    private final RateLimiter requests;
    private final RateLimiter sends;

    RateLimits(GatewaySettings settings) {
        this.settings = settings;
        requests = ofUsers(Limit.USER_REQUEST_BURST, Limit.USER_REQUESTS_PER_SECOND);
        sends = ofUsers(Limit.SEND_BURST, Limit.SENDS_PER_SECOND);
    }

    private RateLimiter ofUsers(Limit burst, Limit perSecond) {
        return new RateLimiter(rate(burst, perSecond), MAX_USERS, System::nanoTime);
    }

    private Rate rate(Limit burst, Limit perSecond) {
        return new Rate(settings.get(burst), settings.get(perSecond));
    }

    /** Returns the bucket of a new connection. */
    TokenBucket ofConnection() {
        return new TokenBucket(rate(Limit.REQUEST_BURST, Limit.REQUESTS_PER_SECOND), System.nanoTime());
    }

    /**
     * Counts a request.
     *
     * @return the error that answers it if there were too many, else null
     */
    @Nullable
    Failure check(TokenBucket connection, long user, long id, boolean isSend) {
        String key = Long.toString(user);
        long wait = connection.tryTake(1, System.nanoTime());
        if (wait > 0) {
            return tooMany(id, wait, Limit.REQUESTS_PER_SECOND, "requests");
        }
        wait = requests.tryTake(key);
        if (wait > 0) {
            return tooMany(id, wait, Limit.USER_REQUESTS_PER_SECOND, "requests of the user");
        }
        wait = isSend ? sends.tryTake(key) : 0;
        return wait > 0 ? tooMany(id, wait, Limit.SENDS_PER_SECOND, "messages") : null;
    }

    private Failure tooMany(long id, long waitMillis, Limit limit, String what) {
        return Frames.failure(
                id,
                ErrorCode.RATE_LIMITED,
                waitMillis,
                "too many " + what + " (limit: " + settings.get(limit) + " in a second)");
    }
}

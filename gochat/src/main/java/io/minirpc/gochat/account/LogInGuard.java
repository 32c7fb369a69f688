package io.minirpc.gochat.account;

import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.limit.Rate;
import io.minirpc.gochat.limit.RateLimiter;
import java.util.function.LongSupplier;

/** Counts attempts with passwords, and refuses those that come too often. Thread-safe; of bounded memory. */
final class LogInGuard {
    private static final int MAX_KEYS = 50_000;

    private final RateLimiter logIns;
    private final RateLimiter logInsOfName;
    private final RateLimiter registrations;
    private final RateLimiter passwordChanges;

    LogInGuard(AccountLimits limits, LongSupplier nanoTime) {
        logIns = limiter(limits.logIns(), nanoTime);
        logInsOfName = limiter(limits.logInsOfName(), nanoTime);
        registrations = limiter(limits.registrations(), nanoTime);
        passwordChanges = limiter(limits.passwordChanges(), nanoTime);
    }

    private static RateLimiter limiter(Rate rate, LongSupplier nanoTime) {
        return new RateLimiter(rate, MAX_KEYS, nanoTime);
    }

    /** The address comes first: it bounds how many names one address can bring into the other limiter. */
    void admitLogIn(String name, String address) {
        admit(logIns, address, "log-ins from this address");
        admit(logInsOfName, name + " " + address, "log-ins with this name from this address");
    }

    void admitRegistration(String address) {
        admit(registrations, address, "registrations from this address");
    }

    void admitPasswordChange(long session) {
        admit(passwordChanges, Long.toString(session), "changes of the password");
    }

    private static void admit(RateLimiter limiter, String key, String what) {
        long retryAfterMs = limiter.tryTake(key);
        if (retryAfterMs > 0) {
            throw RefusedException.later(ErrorCode.RATE_LIMITED, retryAfterMs, "too many " + what);
        }
    }
}

package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.frame.CloseCode;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Asks for sessions that ended, and closes their connections. Each question begins 1,000 numbers below the last one
 * known, for those that were committed late. Thread-safe; one question at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Revocations {
    private static final long OVERLAP = 1_000;
    private static final long NEWEST = -1;

    private final AccountService accounts;
    private final Connections connections;
    private final EventExecutor timer;
    private final long intervalMillis;
    private volatile long last = NEWEST;

    Revocations(AccountService accounts, Connections connections, EventExecutor timer, long intervalMillis) {
        this.accounts = accounts;
        this.connections = connections;
        this.timer = timer;
        this.intervalMillis = intervalMillis;
    }

    void start() {
        poll().whenComplete((done, failure) -> {
            if (failure != null) {
                Failures.ignore(failure);
            }
            if (!timer.isShuttingDown()) {
                timer.schedule(this::start, intervalMillis, TimeUnit.MILLISECONDS);
            }
        });
    }

    private CompletionStage<Void> poll() {
        return page(last == NEWEST ? NEWEST : Math.max(0, last - OVERLAP));
    }

    /** An answer covers at least the next 1,000 numbers, so the next page begins behind those. */
    private CompletionStage<Void> page(long after) {
        try {
            return accounts.revocations(after).thenCompose(news -> {
                closeAll(news.sessions(), news.banned() == null ? Set.of() : Set.copyOf(news.banned()));
                boolean more = after != NEWEST && news.last() > after + OVERLAP;
                if (!more) {
                    last = Math.max(last, news.last());
                }
                return more ? page(after + OVERLAP) : CompletableFuture.completedStage(null);
            });
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void closeAll(List<Long> sessions, Set<Long> banned) {
        sessions.forEach(
                session -> close(session, banned.contains(session) ? CloseCode.BANNED : CloseCode.UNAUTHENTICATED));
    }

    private void close(long session, CloseCode code) {
        for (Connection connection : connections.ofSession(session)) {
            connection.run(() -> connection.close(code));
        }
    }
}

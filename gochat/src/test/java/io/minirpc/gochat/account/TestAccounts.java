package io.minirpc.gochat.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.GrantResult.Refused;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Registration;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounts on a real database, an H2 file where nothing else is said, with cheap hashes and a clock that a test moves.
 */
public final class TestAccounts implements AutoCloseable {
    static final Argon2 CHEAP = new Argon2(64, 1, 1);
    static final String PASSWORD = "correct horse";
    static final String ADDRESS = "192.0.2.1";

    private static final AtomicLong IDS = new AtomicLong(1_000);

    public final MovableClock clock;
    final Database database;
    public final Accounts accounts;

    public TestAccounts(Path folder) {
        this(TestDatabase.H2, folder);
    }

    TestAccounts(TestDatabase kind, Path folder) {
        this(kind.open(folder), AccountLimits.unlimited(), CHEAP, new MovableClock());
    }

    TestAccounts(Path folder, AccountLimits limits, Argon2 argon2, MovableClock clock) {
        this(TestDatabase.H2.open(folder), limits, argon2, clock);
    }

    private TestAccounts(Database database, AccountLimits limits, Argon2 argon2, MovableClock clock) {
        this.clock = clock;
        this.database = database;
        accounts = new Accounts(database, IDS::incrementAndGet, limits, argon2, clock, clock::nanoTime);
    }

    /** Returns what whoever runs the site can do to these accounts. */
    public Moderation moderation() {
        return new Moderation(database, clock);
    }

    Granted register(String name) {
        return granted(accounts.register(new Registration(name, PASSWORD, null, "phone", ADDRESS)));
    }

    Granted logIn(String name) {
        return granted(accounts.logIn(name, PASSWORD, "phone", ADDRESS));
    }

    Granted refresh(Granted granted) {
        return granted(accounts.refresh(granted.refreshToken()));
    }

    boolean isAlive(Granted granted) {
        return get(accounts.alive(Long.parseLong(granted.user().id()), granted.session()));
    }

    static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static Granted granted(CompletionStage<GrantResult> result) {
        GrantResult grant = get(result);
        assertThat(grant).isInstanceOf(Granted.class);
        return (Granted) grant;
    }

    static Refusal refused(CompletionStage<GrantResult> result) {
        GrantResult grant = get(result);
        assertThat(grant).isInstanceOf(Refused.class);
        return ((Refused) grant).refusal();
    }

    static void assertRefused(CompletionStage<GrantResult> result, ErrorCode code) {
        assertThat(refused(result).code()).isEqualTo(code);
    }

    @Override
    public void close() {
        accounts.close();
        database.close();
    }

    /** A clock that stands until it is moved. */
    public static final class MovableClock extends Clock {
        private final AtomicLong ms =
                new AtomicLong(Instant.parse("2026-03-01T12:00:00Z").toEpochMilli());

        public void pass(Duration duration) {
            ms.addAndGet(duration.toMillis());
        }

        long nanoTime() {
            return TimeUnit.MILLISECONDS.toNanos(ms.get());
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(ms.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

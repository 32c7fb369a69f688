package io.minirpc.gochat.account;

import static io.minirpc.gochat.account.TestAccounts.ADDRESS;
import static io.minirpc.gochat.account.TestAccounts.PASSWORD;
import static io.minirpc.gochat.account.TestAccounts.assertRefused;
import static io.minirpc.gochat.account.TestAccounts.get;
import static io.minirpc.gochat.account.TestAccounts.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.Ban;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.ModerationStore.Standing;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.store.TestDatabase;
import io.minirpc.gochat.support.Parallel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Operators and bans. The tests share a database, each with a user of its own. */
@OnEveryDatabase
class ModerationTest {
    private static final AtomicInteger USERS = new AtomicInteger();

    @TempDir
    private static Path folder;

    @Parameter
    TestDatabase kind;

    private TestAccounts test;
    private Accounts accounts;
    private Moderation moderation;
    private String name;
    private Granted session;

    @BeforeEach
    void open() {
        test = new TestAccounts(kind, folder);
        accounts = test.accounts;
        moderation = test.moderation();
        name = "user" + USERS.incrementAndGet();
        session = test.register(name);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private long user() {
        return Ids.parse(session.user().id());
    }

    private void assertRefusedWith(ErrorCode code, String text, Runnable decision) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(decision::run)
                .withMessageContaining(text)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(code));
    }

    @Test
    void banEndsAllSessionsAndRefusesLogInAndRefresh() {
        Granted second = test.logIn(name);
        Granted ofAnother = test.register(name + "b");

        Moderation.Banned banned = moderation.ban(name.toUpperCase(), " spam ");

        assertThat(banned.user().ban()).isEqualTo(new Ban(test.clock.millis(), "spam"));
        assertThat(banned.ended())
                .extracting(StoredSession::id)
                .containsExactlyInAnyOrder(session.session(), second.session());
        assertThat(test.isAlive(session) || test.isAlive(second)).isFalse();
        assertThat(test.isAlive(ofAnother)).isTrue();
        assertThat(get(accounts.revocations(0)).banned()).contains(session.session(), second.session());
        Refusal refusal = Refusal.of(ErrorCode.BANNED, "this account is banned: spam");
        assertThat(refused(accounts.logIn(name, PASSWORD, null, ADDRESS))).isEqualTo(refusal);
        assertThat(refused(accounts.refresh(session.refreshToken()))).isEqualTo(refusal);
        assertRefused(accounts.logIn(name, "a wrong password", null, ADDRESS), ErrorCode.WRONG_PASSWORD);
    }

    @Test
    void unbannedUserLogsInAgainAndHisOldSessionsStayEnded() {
        moderation.ban(name, "first");
        test.clock.pass(Duration.ofDays(1)); // after the bans of other tests
        assertThat(moderation.ban(name, null).user().ban()).isEqualTo(new Ban(test.clock.millis(), null));
        assertThat(refused(accounts.logIn(name, PASSWORD, null, ADDRESS)).text())
                .isEqualTo("this account is banned");
        assertThat(moderation.banned()).first().isEqualTo(moderation.user(name));

        assertThat(moderation.unban(name).ban()).isNull();

        assertThat(moderation.unban(name)).isEqualTo(moderation.user(name));
        assertThat(moderation.banned()).extracting(Standing::name).doesNotContain(name);
        assertThat(test.isAlive(test.logIn(name))).isTrue();
        assertRefused(accounts.refresh(session.refreshToken()), ErrorCode.UNAUTHENTICATED);
    }

    /** A log-in whose password was verified just before the ban must not outlive it. */
    @Test
    void logInThatWasVerifiedBeforeABanBeginsNoSession() throws Exception {
        AccountStore store = AccountStore.of(test.database);
        Grants grants = new Grants(store, () -> 999, AccountKeys.load(SettingStore.of(test.database)), test.clock);
        StoredUser verified = store.byName(name).orElseThrow();
        moderation.ban(name, null);
        assertRefusedWith(ErrorCode.BANNED, "banned", () -> grants.begin(verified, "phone"));
        moderation.unban(name);

        AtomicInteger turn = new AtomicInteger();
        Parallel.run(6, () -> turn.incrementAndGet() == 3 ? banned() : logIn());

        assertThat(moderation.user(name).ban()).isNotNull();
        assertThat(moderation.sessions(name)).isEmpty();
    }

    private boolean banned() {
        return moderation.ban(name, null).user().ban() != null;
    }

    private boolean logIn() {
        GrantResult result = get(accounts.logIn(name, PASSWORD, null, ADDRESS));
        return result instanceof Granted;
    }

    @Test
    void operatorIsMarkedUntilHeIsUnmarkedAndCannotBeBanned() {
        assertThat(session.operator()).isFalse();
        long since = test.clock.millis();
        assertThat(moderation.mark(name).operatorSinceMs()).isEqualTo(since);
        test.clock.pass(Duration.ofHours(1));
        assertThat(moderation.mark(name).operatorSinceMs()).isEqualTo(since);
        assertThat(moderation.operators()).extracting(Standing::user).contains(user());
        assertThat(test.refresh(session).operator()).isTrue();
        assertThat(test.logIn(name).operator()).isTrue();
        assertRefusedWith(ErrorCode.CONFLICT, "is an operator", () -> moderation.ban(name, null));
        assertThat(test.isAlive(session)).isTrue();

        assertThat(moderation.unmark(name).operatorSinceMs()).isNull();

        assertThat(moderation.operators()).extracting(Standing::user).doesNotContain(user());
        assertThat(test.logIn(name).operator()).isFalse();
        moderation.ban(name, null);
        assertRefusedWith(ErrorCode.CONFLICT, "is banned", () -> moderation.mark(name));
        assertThat(moderation.user(name).operatorSinceMs()).isNull();
    }

    @Test
    void oneSessionOfAUserEnds() {
        test.clock.pass(Duration.ofSeconds(1));
        Granted second = test.logIn(name);
        Granted ofAnother = test.register(name + "b");
        assertThat(moderation.sessions(name))
                .extracting(StoredSession::id)
                .containsExactly(second.session(), session.session());

        moderation.endSession(name, second.session());

        assertThat(test.isAlive(second)).isFalse();
        assertThat(test.isAlive(session)).isTrue();
        assertThat(get(accounts.revocations(0)).banned()).doesNotContain(second.session());
        assertRefusedWith(ErrorCode.NOT_FOUND, "no session", () -> moderation.endSession(name, second.session()));
        assertRefusedWith(ErrorCode.NOT_FOUND, "no session", () -> moderation.endSession(name, ofAnother.session()));
        assertThat(test.isAlive(ofAnother)).isTrue();
        assertRefusedWith(ErrorCode.NOT_FOUND, "no user @nobody", () -> moderation.sessions("nobody"));
        assertRefusedWith(ErrorCode.INVALID, "expected: 2 to 32", () -> moderation.user("no body"));
        assertRefusedWith(ErrorCode.INVALID, "reason: 201", () -> moderation.ban(name, "x".repeat(201)));
        assertRefusedWith(ErrorCode.INVALID, "reason: the character U+001B", () -> moderation.ban(name, "\u001b[2J"));
    }
}

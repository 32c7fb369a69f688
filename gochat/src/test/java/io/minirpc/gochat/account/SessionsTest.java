package io.minirpc.gochat.account;

import static io.minirpc.gochat.account.TestAccounts.ADDRESS;
import static io.minirpc.gochat.account.TestAccounts.PASSWORD;
import static io.minirpc.gochat.account.TestAccounts.assertRefused;
import static io.minirpc.gochat.account.TestAccounts.get;
import static io.minirpc.gochat.account.TestAccounts.granted;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Revocations;
import io.minirpc.gochat.api.SessionInfo;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.store.TestDatabase;
import io.minirpc.gochat.support.Parallel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

@OnEveryDatabase
class SessionsTest {
    @Parameter
    TestDatabase kind;

    @TempDir
    private Path folder;

    private TestAccounts test;
    private Accounts accounts;
    private Granted ada;
    private long user;

    @BeforeEach
    void open() {
        test = new TestAccounts(kind, folder);
        accounts = test.accounts;
        ada = test.register("ada");
        user = Ids.parse(ada.user().id());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void refreshKeepsTheSessionAndReplacesTheToken() {
        Granted next = test.refresh(ada);
        assertThat(next.session()).isEqualTo(ada.session());
        assertThat(next.user()).isEqualTo(ada.user());
        assertThat(next.refreshToken()).isNotEqualTo(ada.refreshToken());
        assertThat(next.refreshExpiresInMs()).isEqualTo(Duration.ofDays(30).toMillis());
        assertThat(test.refresh(next).refreshToken()).isNotEqualTo(next.refreshToken());
    }

    @Test
    void databaseHoldsNoTokenAndNoPassword() {
        Granted next = test.refresh(ada);
        List<String> texts = new ArrayList<>();
        for (String query : List.of(
                "SELECT refresh_hash FROM sessions",
                "SELECT previous_hash FROM sessions",
                "SELECT password FROM users")) {
            texts.addAll(test.database.read(sql -> sql.query(query, row -> row.getString(1))));
        }
        assertThat(texts)
                .hasSize(3)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(ada.refreshToken(), next.refreshToken(), PASSWORD)
                        .hasSizeGreaterThan(60));
    }

    @Test
    void twoTabsThatRefreshAtOnceGetTheSameToken() throws Exception {
        List<String> tokens = Parallel.run(8, () -> test.refresh(ada).refreshToken());
        assertThat(Set.copyOf(tokens)).hasSize(1);
        assertThat(test.isAlive(ada)).isTrue();
        assertThat(granted(accounts.refresh(tokens.get(0))).session()).isEqualTo(ada.session());
    }

    @Test
    void lostAnswerIsRepeatedForThirtySeconds() {
        Granted lost = test.refresh(ada);
        test.clock.pass(Duration.ofSeconds(30));
        assertThat(test.refresh(ada).refreshToken()).isEqualTo(lost.refreshToken());
    }

    @Test
    void stolenTokenThatIsUsedLaterEndsTheSession() {
        Granted next = test.refresh(ada);
        test.clock.pass(Duration.ofSeconds(31));
        assertRefused(accounts.refresh(ada.refreshToken()), ErrorCode.UNAUTHENTICATED);
        assertThat(test.isAlive(ada)).isFalse();
        assertRefused(accounts.refresh(next.refreshToken()), ErrorCode.UNAUTHENTICATED);
        assertThat(get(accounts.revocations(0)).sessions()).containsExactly(ada.session());
    }

    @Test
    void stolenTokenOfTwoRefreshesAgoEndsTheSessionAtOnce() {
        test.refresh(test.refresh(ada));
        assertRefused(accounts.refresh(ada.refreshToken()), ErrorCode.UNAUTHENTICATED);
        assertThat(test.isAlive(ada)).isFalse();
    }

    @Test
    void inventedTokenEndsNoSession() {
        byte[] bytes = Base64.getUrlDecoder().decode(ada.refreshToken());
        for (int at : new int[] {0, 7, 8, 15, 16, 47, 48, 79}) {
            byte[] changed = bytes.clone();
            changed[at] ^= 1;
            String invented = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertRefused(accounts.refresh(invented), ErrorCode.UNAUTHENTICATED);
        }
        for (String garbage :
                new String[] {"", "x", ada.accessToken(), "=".repeat(107), "\ud800", "a".repeat(100_000)}) {
            assertRefused(accounts.refresh(garbage), ErrorCode.UNAUTHENTICATED);
        }
        assertThat(test.isAlive(ada)).isTrue();
    }

    @Test
    void sessionEndsAfterThirtyDaysWithoutARefresh() {
        test.clock.pass(Duration.ofDays(29));
        Granted next = test.refresh(ada);
        test.clock.pass(Duration.ofDays(29));
        assertThat(test.isAlive(next)).isTrue();
        test.clock.pass(Duration.ofDays(1));
        assertThat(test.isAlive(next)).isFalse();
        assertRefused(accounts.refresh(next.refreshToken()), ErrorCode.UNAUTHENTICATED);
        assertThat(get(accounts.sessions(user))).isEmpty();
    }

    @Test
    void sessionsAreListedTheNewestFirst() {
        test.clock.pass(Duration.ofHours(1));
        Granted second = granted(accounts.logIn("ada", PASSWORD, "laptop", ADDRESS));
        test.clock.pass(Duration.ofHours(1));
        test.refresh(ada);
        long now = test.clock.millis();
        long hour = Duration.ofHours(1).toMillis();
        assertThat(get(accounts.sessions(user)))
                .containsExactly(
                        new SessionInfo(second.session(), "laptop", now - hour, now - hour),
                        new SessionInfo(ada.session(), "phone", now - 2 * hour, now));
    }

    @Test
    void endedSessionIsGoneAndToldOnce() {
        Granted second = test.logIn("ada");
        get(accounts.endSession(user, second.session()));
        get(accounts.endSession(user, second.session()));
        assertThat(test.isAlive(second)).isFalse();
        assertThat(test.isAlive(ada)).isTrue();
        assertRefused(accounts.refresh(second.refreshToken()), ErrorCode.UNAUTHENTICATED);
        assertThat(get(accounts.revocations(0)).sessions()).containsExactly(second.session());
    }

    @Test
    void sessionOfAnotherUserIsNotEnded() {
        Granted bob = test.register("bob");
        get(accounts.endSession(user, bob.session()));
        get(accounts.endSessions(user, 0));
        assertThat(test.isAlive(bob)).isTrue();
        assertThat(get(accounts.alive(user, bob.session()))).isFalse();
    }

    @Test
    void logOutEverywhereEndsAllSessions() {
        Granted second = test.logIn("ada");
        get(accounts.endSessions(user, 0));
        assertThat(test.isAlive(ada)).isFalse();
        assertThat(test.isAlive(second)).isFalse();
        assertThat(get(accounts.revocations(0)).sessions()).containsExactlyInAnyOrder(ada.session(), second.session());
    }

    @Test
    void allButOneSessionEnd() {
        Granted second = test.logIn("ada");
        get(accounts.endSessions(user, ada.session()));
        assertThat(test.isAlive(ada)).isTrue();
        assertThat(test.isAlive(second)).isFalse();
    }

    @Test
    void changedPasswordEndsTheOtherSessions() {
        Granted second = test.logIn("ada");
        assertThat(get(accounts.changePassword(user, ada.session(), PASSWORD, "battery staple")))
                .isEmpty();
        assertThat(test.isAlive(ada)).isTrue();
        assertThat(test.isAlive(second)).isFalse();
        assertRefused(accounts.logIn("ada", PASSWORD, null, ADDRESS), ErrorCode.WRONG_PASSWORD);
        granted(accounts.logIn("ada", "battery staple", null, ADDRESS));
    }

    @Test
    void passwordIsNotChangedWithoutTheOldOne() {
        Optional<Refusal> wrong = get(accounts.changePassword(user, ada.session(), "wrong horse", "battery staple"));
        assertThat(wrong.orElseThrow().code()).isEqualTo(ErrorCode.WRONG_PASSWORD);
        Optional<Refusal> tooShort = get(accounts.changePassword(user, ada.session(), PASSWORD, "short"));
        assertThat(tooShort.orElseThrow().text()).isEqualTo("new: 5 characters (expected: 8 to 256)");
        test.logIn("ada");
    }

    /** A log-in whose password was verified just before the change must not outlive it. */
    @Test
    void logInThatWasVerifiedBeforeAChangeOfPasswordBeginsNoSession() {
        AccountStore store = AccountStore.of(test.database);
        Grants grants = new Grants(store, () -> 999, AccountKeys.load(SettingStore.of(test.database)), test.clock);
        StoredUser verified = store.byName("ada").orElseThrow();
        get(accounts.changePassword(user, ada.session(), PASSWORD, "battery staple"));
        assertThat(grants.begin(verified, "phone")).isEmpty();
        assertThat(livingSessions()).containsExactly(ada.session());
    }

    private Set<Long> livingSessions() {
        return get(accounts.sessions(user)).stream().map(SessionInfo::id).collect(Collectors.toSet());
    }

    @Test
    void moreThanHundredSessionsEndTheOneThatWasIdleForTheLongest() {
        for (int i = 1; i < Grants.MAX_SESSIONS; i++) {
            test.clock.pass(Duration.ofSeconds(1));
            test.logIn("ada");
        }
        test.clock.pass(Duration.ofSeconds(1));
        test.refresh(ada);
        test.logIn("ada");
        assertThat(livingSessions()).hasSize(Grants.MAX_SESSIONS).contains(ada.session());
        assertThat(get(accounts.revocations(0)).sessions()).hasSize(1);
    }

    @Test
    void revocationsAreReadFromANumberOn() {
        assertThat(get(accounts.revocations(-1))).isEqualTo(new Revocations(0, List.of(), List.of()));
        List<Long> ended = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Granted session = test.logIn("ada");
            get(accounts.endSession(user, session.session()));
            ended.add(session.session());
        }
        Revocations all = get(accounts.revocations(0));
        assertThat(all.sessions()).isEqualTo(ended);
        assertThat(get(accounts.revocations(-1))).isEqualTo(new Revocations(all.last(), List.of(), List.of()));
        assertThat(get(accounts.revocations(all.last() - 1)).sessions()).containsExactly(ended.get(2));
        assertThat(get(accounts.revocations(all.last()))).isEqualTo(new Revocations(all.last(), List.of(), List.of()));
    }

    @Test
    void expiredSessionsAndOldEndsAreDeletedByLogIns() {
        for (int i = 0; i < 20; i++) {
            Granted session = test.logIn("ada");
            get(accounts.endSession(user, session.session()));
        }
        test.clock.pass(Duration.ofDays(32));
        test.logIn("ada");
        Awaitility.await().untilAsserted(() -> {
            assertThat(rows("sessions")).isEqualTo(1);
            assertThat(rows("revocations")).isZero();
        });
    }

    private long rows(String table) {
        return test.database
                .read(sql -> sql.first("SELECT COUNT(*) FROM " + table, row -> row.getLong(1)))
                .orElseThrow();
    }

    @Test
    void sessionsOutliveTheService() {
        test.close();
        test = new TestAccounts(kind, folder);
        accounts = test.accounts;
        assertThat(test.isAlive(ada)).isTrue();
        assertThat(test.refresh(ada).session()).isEqualTo(ada.session());
    }

    @Test
    void closedServiceAnswersByAnError() {
        test.accounts.close();
        assertThat(accounts.logIn("ada", PASSWORD, null, ADDRESS).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfies(result -> assertThat(result).isNotInstanceOf(Granted.class));
    }
}

package io.minirpc.gochat.account;

import static io.minirpc.gochat.account.TestAccounts.ADDRESS;
import static io.minirpc.gochat.account.TestAccounts.PASSWORD;
import static io.minirpc.gochat.account.TestAccounts.assertRefused;
import static io.minirpc.gochat.account.TestAccounts.get;
import static io.minirpc.gochat.account.TestAccounts.granted;
import static io.minirpc.gochat.account.TestAccounts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.GrantResult.UserResult;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Registration;
import io.minirpc.gochat.api.TokenKeys;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.limit.Rate;
import io.minirpc.gochat.support.Parallel;
import io.minirpc.gochat.token.AccessClaims;
import io.minirpc.gochat.token.TokenException;
import io.minirpc.gochat.token.TokenVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    @TempDir
    private Path folder;

    private TestAccounts test;
    private Accounts accounts;

    @BeforeEach
    void open() {
        test = new TestAccounts(folder);
        accounts = test.accounts;
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void reopen(AccountLimits limits, Argon2 argon2) {
        test.close();
        test = new TestAccounts(folder, limits, argon2, test.clock);
        accounts = test.accounts;
    }

    @Test
    void registeredUserLogsInByAnySpellingOfTheName() {
        Granted registered = granted(accounts.register(new Registration("Ada", PASSWORD, " Ada L. ", "pc", ADDRESS)));
        assertThat(registered.user().name()).isEqualTo("ada");
        assertThat(registered.user().display()).isEqualTo("Ada L.");
        Granted loggedIn = granted(accounts.logIn("ＡＤＡ", PASSWORD, null, ADDRESS));
        assertThat(loggedIn.user()).isEqualTo(registered.user());
        assertThat(loggedIn.session()).isNotEqualTo(registered.session());
        assertThat(get(accounts.find("aDa"))).contains(registered.user());
    }

    @Test
    void tokensVerifyByTheKeysOfTheService() throws TokenException {
        Granted ada = test.register("ada");
        TokenKeys keys = get(accounts.keys());
        AccessClaims claims =
                TokenVerifier.of(keys.issuer(), keys.publicKey(), test.clock).verify(ada.accessToken());
        assertThat(claims.user()).isEqualTo(Long.parseLong(ada.user().id()));
        assertThat(claims.session()).isEqualTo(ada.session());
        assertThat(claims.expiresMs()).isEqualTo(test.clock.millis() + ada.expiresInMs());
        assertThat(ada.expiresInMs()).isEqualTo(Duration.ofMinutes(15).toMillis());
    }

    @Test
    void keysOutliveTheServiceAndRacingStartsAgree() throws Exception {
        TokenKeys before = get(accounts.keys());
        reopen(AccountLimits.unlimited(), TestAccounts.CHEAP);
        assertThat(get(accounts.keys())).isEqualTo(before);
        test.database.write(sql -> sql.update("DELETE FROM settings WHERE name LIKE 'token.%'"));
        List<TokenKeys> keys = Parallel.run(8, () -> {
            try (Accounts racing = new Accounts(
                    test.database, () -> 1, AccountLimits.DEFAULT, TestAccounts.CHEAP, test.clock, System::nanoTime)) {
                return get(racing.keys());
            }
        });
        assertThat(keys).allMatch(keys.get(0)::equals);
    }

    @Test
    void nameIsTakenInAnySpelling() {
        test.register("ada");
        assertRefused(accounts.register(new Registration("ADA", PASSWORD, null, null, ADDRESS)), ErrorCode.NAME_TAKEN);
    }

    @Test
    void oneOfManyRegistrationsOfOneNameWins() throws Exception {
        List<GrantResult> results =
                Parallel.run(10, () -> get(accounts.register(new Registration("ada", PASSWORD, null, null, ADDRESS))));
        assertThat(results).filteredOn(Granted.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(GrantResult.Refused.class::isInstance)
                .allSatisfy(result -> assertThat(
                                ((GrantResult.Refused) result).refusal().code())
                        .isEqualTo(ErrorCode.NAME_TAKEN));
    }

    @Test
    void guntherIsNotGuentherAndSushiIsNotBeer() {
        test.register("gunter");
        assertRefused(accounts.logIn("Günter", PASSWORD, null, ADDRESS), ErrorCode.INVALID);
        assertThat(get(accounts.find("Günter"))).isEmpty();
        assertThat(get(accounts.find("🍣🍣"))).isEmpty();
    }

    @Test
    void unknownNameAndWrongPasswordAreAnsweredAlikeByTheSameWay() {
        test.register("ada");
        long before = accounts.passwords().accepted();
        Refusal wrong = refused(accounts.logIn("ada", "wrong horse", null, ADDRESS));
        Refusal unknown = refused(accounts.logIn("bob", "wrong horse", null, ADDRESS));
        assertThat(wrong.code()).isEqualTo(ErrorCode.WRONG_PASSWORD);
        assertThat(unknown).isEqualTo(wrong);
        assertThat(accounts.passwords().accepted() - before).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 257, 100_000})
    void passwordsOutsideOfEightToTwoHundredFiftySixCharactersAreRefused(int length) {
        Refusal refusal = refused(accounts.register(new Registration("ada", "x".repeat(length), null, null, ADDRESS)));
        assertThat(refusal.text()).isEqualTo("password: " + length + " characters (expected: 8 to 256)");
    }

    @Test
    void passwordIsCountedInCodePointsAndComparedAfterNormalization() {
        String sushi = "🍣".repeat(8);
        granted(accounts.register(new Registration("sushi", sushi, null, null, ADDRESS)));
        assertRefused(accounts.logIn("sushi", "🍺".repeat(8), null, ADDRESS), ErrorCode.WRONG_PASSWORD);
        granted(accounts.register(new Registration("longest", "é".repeat(256), null, null, ADDRESS)));
        granted(accounts.register(new Registration("cafe", "caf\u00e9 cr\u00e8me", null, null, ADDRESS)));
        granted(accounts.logIn("cafe", "cafe\u0301 cre\u0300me", null, ADDRESS));
        assertRefused(
                accounts.register(new Registration("half", "x".repeat(8) + "\ud83c", null, null, ADDRESS)),
                ErrorCode.INVALID);
    }

    @Test
    void lowerParametersAreRaisedAtLogIn() throws Exception {
        test.register("ada");
        String before = passwordHash();
        reopen(AccountLimits.unlimited(), new Argon2(128, 2, 1));
        List<Granted> granted = Parallel.run(8, () -> test.logIn("ada"));
        assertThat(granted).hasSize(8);
        assertThat(passwordHash()).isNotEqualTo(before).startsWith("$argon2id$v=19$m=128,t=2,p=1$");
        assertRefused(accounts.logIn("ada", "wrong horse", null, ADDRESS), ErrorCode.WRONG_PASSWORD);
    }

    private String passwordHash() {
        return test.database
                .read(sql -> sql.first("SELECT password FROM users WHERE name = 'ada'", row -> row.getString(1)))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "x'; DROP TABLE users; --",
                "\") OR 1=1 --",
                "${name}",
                "?",
                "\\",
                "%",
                "x\0y",
                "<script>"
            })
    void injectionInAnyTextIsTextOrRefused(String text) {
        Granted ada = test.register("ada");
        long user = Long.parseLong(ada.user().id());
        String password = text + " and eight";
        assertRefused(accounts.register(new Registration(text, PASSWORD, null, null, ADDRESS)), ErrorCode.INVALID);
        assertRefused(accounts.register(new Registration("bob", PASSWORD, null, text, ADDRESS)), ErrorCode.INVALID);
        assertRefused(accounts.logIn(text, PASSWORD, null, text), ErrorCode.INVALID);
        assertRefused(accounts.logIn("ada", password, null, text), ErrorCode.WRONG_PASSWORD);
        assertRefused(accounts.refresh(text), ErrorCode.UNAUTHENTICATED);
        assertThat(get(accounts.find(text))).isEmpty();
        UserResult display = get(accounts.changeDisplayName(user, text));
        if (text.contains("\0")) {
            assertThat(display.refusal()).isNotNull();
        } else {
            assertThat(display.user().display()).isEqualTo(text);
        }
        assertThat(get(accounts.changePassword(user, ada.session(), PASSWORD, password)))
                .isEmpty();
        granted(accounts.logIn("ada", password, null, text));
    }

    @Test
    void changedDisplayNameIsSeenByAll() {
        Granted ada = test.register("ada");
        long user = Long.parseLong(ada.user().id());
        assertThat(get(accounts.changeDisplayName(user, " Ada 🍣 ")).user().display())
                .isEqualTo("Ada 🍣");
        assertThat(get(accounts.changeDisplayName(user, "Ada 🍣")).refusal()).isNull();
        assertThat(get(accounts.find("ada")).orElseThrow().display()).isEqualTo("Ada 🍣");
        assertThat(get(accounts.changeDisplayName(user, "a\nb")).refusal().code())
                .isEqualTo(ErrorCode.INVALID);
        assertThat(get(accounts.changeDisplayName(1, "Ada")).refusal().code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void logInsOfANameAreLimitedFromOneAddressAndNotFromAnother() {
        reopen(limits(new Rate(100, 1), new Rate(5, 0.1)), TestAccounts.CHEAP);
        test.register("ada");
        for (int i = 0; i < 5; i++) {
            assertRefused(accounts.logIn("ada", "wrong horse", null, "198.51.100.7"), ErrorCode.WRONG_PASSWORD);
        }
        Refusal refusal = refused(accounts.logIn("ada", PASSWORD, null, "198.51.100.7"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfterMs()).isEqualTo(10_000);
        granted(accounts.logIn("ada", PASSWORD, null, "198.51.100.8"));
        test.clock.pass(Duration.ofSeconds(10));
        granted(accounts.logIn("ada", PASSWORD, null, "198.51.100.7"));
    }

    @Test
    void logInsOfOneAddressAreLimitedOverAllNames() {
        reopen(limits(new Rate(5, 1), new Rate(100, 1)), TestAccounts.CHEAP);
        for (int i = 0; i < 5; i++) {
            assertRefused(accounts.logIn("user" + i, PASSWORD, null, ADDRESS), ErrorCode.WRONG_PASSWORD);
        }
        assertRefused(accounts.logIn("user5", PASSWORD, null, ADDRESS), ErrorCode.RATE_LIMITED);
        assertRefused(accounts.logIn("user5", PASSWORD, null, "192.0.2.2"), ErrorCode.WRONG_PASSWORD);
    }

    private static AccountLimits limits(Rate logIns, Rate logInsOfName) {
        AccountLimits others = AccountLimits.unlimited();
        return new AccountLimits(logIns, logInsOfName, others.registrations(), others.passwordChanges());
    }

    @Test
    void guessesOfTheOldPasswordAreLimited() {
        reopen(AccountLimits.DEFAULT, TestAccounts.CHEAP);
        Granted ada = test.register("ada");
        long user = Long.parseLong(ada.user().id());
        List<ErrorCode> codes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            get(accounts.changePassword(user, ada.session(), "wrong horse", "next horse"))
                    .ifPresent(refusal -> codes.add(refusal.code()));
        }
        assertThat(codes).hasSize(6).contains(ErrorCode.WRONG_PASSWORD).endsWith(ErrorCode.RATE_LIMITED);
    }

    /** Two at a time, 50 wait, the others are refused at once: memory and time are bounded. */
    @Test
    void hundredLogInsAtOnceAreServedOrToldToComeBack() {
        test.register("ada");
        CountDownLatch slow = new CountDownLatch(1);
        for (int i = 0; i < Passwords.AT_ONCE; i++) {
            accounts.passwords().onThreads(() -> awaited(slow));
        }
        List<CompletionStage<GrantResult>> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            running.add(accounts.logIn("ada", PASSWORD, null, ADDRESS));
        }
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(running).filteredOn(AccountsTest::isDone).hasSize(50));
        slow.countDown();
        List<GrantResult> results = running.stream().map(TestAccounts::get).toList();
        assertThat(results).filteredOn(Granted.class::isInstance).hasSize(50);
        assertThat(results)
                .filteredOn(GrantResult.Refused.class::isInstance)
                .hasSize(50)
                .allSatisfy(result -> {
                    Refusal refusal = ((GrantResult.Refused) result).refusal();
                    assertThat(refusal.code()).isEqualTo(ErrorCode.BUSY);
                    assertThat(refusal.retryAfterMs()).isBetween(2_000L, 4_000L);
                });
        assertThat(accounts.passwords().mostAtOnce()).isEqualTo(2);
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

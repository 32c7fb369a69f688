package io.minirpc.gochat.gateway.http;

import static io.minirpc.gochat.gateway.http.HttpApiFixture.ADDRESS;
import static io.minirpc.gochat.gateway.http.HttpApiFixture.REGISTER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.account.TestAccounts;
import io.minirpc.gochat.gateway.http.HttpApiFixture.Answer;
import io.minirpc.gochat.limit.Rate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountApiTest {
    private static final String ORIGIN = "http://localhost:8080";

    @TempDir
    private Path folder;

    private TestAccounts accounts;
    private HttpApiFixture api;
    private Answer ada;
    private String token;

    @BeforeEach
    void open() {
        accounts = new TestAccounts(folder);
        api = api(new Rate(1_000, 1_000));
        ada = api.register();
        token = ada.text("/access_token");
    }

    @AfterEach
    void close() {
        accounts.close();
    }

    private HttpApiFixture api(Rate rate) {
        HttpSettings settings = HttpSettings.DEFAULT.withRequestsOfAddress(rate);
        return new HttpApiFixture(accounts.accounts, settings, accounts.clock);
    }

    @Test
    void programGetsItsRefreshTokenInTheBody() {
        assertThat(ada.status()).isEqualTo(201);
        assertThat(ada.text("/user/name")).isEqualTo("ada");
        assertThat(ada.json().at("/user/id").isTextual()).isTrue();
        assertThat(ada.json().at("/expires_in_ms").asLong()).isEqualTo(900_000);
        assertThat(ada.text("/refresh_token")).hasSize(107);
        assertThat(ada.cookie()).isEmpty();
        assertThat(ada.header("Cache-Control")).isEqualTo("no-store");
        assertThat(ada.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(ada.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void pageGetsItsRefreshTokenInACookieThatScriptsCannotRead() {
        Answer page = logIn("Origin", ORIGIN);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.json().has("refresh_token")).isFalse();
        assertThat(page.header("Set-Cookie"))
                .contains("; Path=/api/refresh", "; HTTPOnly", "; SameSite=Strict", "; Max-Age=2592000")
                .doesNotContain("Secure");
    }

    @Test
    void cookieOfAPageOverTlsIsSentOverTlsAlone() {
        assertThat(logIn("Origin", "https://chat.example").header("Set-Cookie")).contains("; Secure");
    }

    @Test
    void bannedUserIsToldWhy() {
        accounts.moderation().ban("ada", "spam");
        for (Answer refused : List.of(logIn(), refresh(ada.text("/refresh_token")))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("BANNED");
            assertThat(refused.text("/error/text")).isEqualTo("this account is banned: spam");
            assertThat(refused.json().at("/error/temporary").asBoolean()).isFalse();
        }
        assertThat(api.sendAs(token, "GET", "/api/sessions", "").status()).isEqualTo(401);
    }

    @Test
    void operatorIsToldThatHeIsOne() {
        assertThat(ada.json().at("/operator").isBoolean()).isTrue();
        assertThat(ada.json().at("/operator").asBoolean()).isFalse();
        accounts.moderation().mark("ada");
        assertThat(logIn().json().at("/operator").asBoolean()).isTrue();
    }

    @Test
    void cookieIsRefreshedByItself() {
        String cookie = logIn("Origin", ORIGIN).cookie().orElseThrow();
        Answer refreshed =
                api.send("POST", "/api/refresh", "", "Origin", ORIGIN, "Cookie", "x=y; gochat_refresh=" + cookie);
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.cookie()).isPresent().isNotEqualTo(Optional.of(cookie));
        assertThat(refreshed.json().has("refresh_token")).isFalse();
    }

    @Test
    void twoTabsThatRefreshAtOnceGetTheSameCookie() {
        String cookie = "gochat_refresh=" + logIn("Origin", ORIGIN).cookie().orElseThrow();
        Answer one = api.send("POST", "/api/refresh", "{}", "Origin", ORIGIN, "Cookie", cookie);
        Answer other = api.send("POST", "/api/refresh", "{}", "Origin", ORIGIN, "Cookie", cookie);
        assertThat(one.cookie()).isPresent().isEqualTo(other.cookie());
    }

    @Test
    void tokenInTheBodyIsRefreshedAndAStolenOneEndsTheSession() {
        Answer next = refresh(ada.text("/refresh_token"));
        assertThat(next.status()).isEqualTo(200);
        assertThat(next.text("/session")).isEqualTo(ada.text("/session"));
        accounts.clock.pass(Duration.ofSeconds(31));
        Answer stolen = refresh(ada.text("/refresh_token"));
        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(refresh(next.text("/refresh_token")).status()).isEqualTo(401);
        assertThat(sessions(token).status()).isEqualTo(401);
    }

    @Test
    void sessionsAreListedAndEnded() {
        Answer second = logIn();
        JsonNode listed = sessions(token).json().at("/sessions");
        assertThat(listed).hasSize(2);
        assertThat(listed.findValuesAsText("id"))
                .containsExactlyInAnyOrder(ada.text("/session"), second.text("/session"));
        for (JsonNode session : listed) {
            boolean own = session.at("/id").asText().equals(ada.text("/session"));
            assertThat(session.at("/current").asBoolean()).isEqualTo(own);
            assertThat(session.at("/device").asText()).isEqualTo("phone");
        }
        Answer ended = api.sendAs(token, "DELETE", "/api/sessions/" + second.text("/session"), "");
        assertThat(ended.status()).isEqualTo(204);
        assertThat(sessions(second.text("/access_token")).status()).isEqualTo(401);
        assertThat(sessions(token).status()).isEqualTo(200);
    }

    @Test
    void sessionOfAnotherUserIsNotEnded() {
        Answer bob = api.send("POST", "/api/register", REGISTER.replace("ada", "bob"));
        assertThat(api.sendAs(token, "DELETE", "/api/sessions/" + bob.text("/session"), "")
                        .status())
                .isEqualTo(204);
        assertThat(sessions(bob.text("/access_token")).status()).isEqualTo(200);
    }

    @Test
    void logOutEndsThisSessionAndClearsTheCookie() {
        Answer second = logIn();
        Answer loggedOut = api.sendAs(token, "POST", "/api/logout", "");
        assertThat(loggedOut.status()).isEqualTo(204);
        assertThat(loggedOut.header("Set-Cookie"))
                .startsWith("gochat_refresh=;")
                .contains("Max-Age=0");
        assertThat(sessions(token).status()).isEqualTo(401);
        assertThat(refresh(ada.text("/refresh_token")).status()).isEqualTo(401);
        assertThat(sessions(second.text("/access_token")).status()).isEqualTo(200);
    }

    @Test
    void logOutEverywhereEndsAllSessions() {
        Answer second = logIn();
        assertThat(api.sendAs(token, "POST", "/api/logout-everywhere", "").status())
                .isEqualTo(204);
        assertThat(sessions(token).status()).isEqualTo(401);
        assertThat(sessions(second.text("/access_token")).status()).isEqualTo(401);
    }

    @Test
    void changedPasswordEndsTheOtherSessions() {
        Answer second = logIn();
        String body = "{\"old\":\"correct horse\",\"new\":\"battery staple\"}";
        assertThat(api.sendAs(token, "POST", "/api/password", body).status()).isEqualTo(204);
        assertThat(sessions(token).status()).isEqualTo(200);
        assertThat(sessions(second.text("/access_token")).status()).isEqualTo(401);
        assertThat(logIn().code()).isEqualTo("WRONG_PASSWORD");
        assertThat(api.sendAs(token, "POST", "/api/password", body).code()).isEqualTo("WRONG_PASSWORD");
    }

    @Test
    void profileIsChangedAndFoundByName() {
        Answer changed = api.sendAs(token, "PUT", "/api/profile", "{\"display\":\" Ada '; DROP TABLE users; -- \"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/user/display")).isEqualTo("Ada '; DROP TABLE users; --");
        assertThat(api.sendAs(token, "GET", "/api/users?name=%EF%BC%A1da", "").json())
                .isEqualTo(changed.json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "G%C3%BCnter", "%27%20OR%20%271%27=%271", "", "%00", "a%ff"})
    void nameOfNobodyIsNotFound(String name) {
        Answer answer = api.sendAs(token, "GET", "/api/users?name=" + name, "");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/logout",
        "POST, /api/logout-everywhere",
        "GET, /api/sessions",
        "DELETE, /api/sessions/1",
        "GET, /api/users?name=ada"
    })
    void whatNeedsATokenIsRefusedWithoutAValidOne(String method, String uri) {
        assertThat(api.send(method, uri, "").code()).isEqualTo("UNAUTHENTICATED");
        for (String authorization :
                List.of("Bearer", "Bearer ", "Bearer x", "Basic " + token, "Bearer " + token + "x")) {
            Answer answer = api.send(method, uri, "", "Authorization", authorization);
            assertThat(answer.status()).as(authorization).isEqualTo(401);
        }
        Answer twice =
                api.send(method, uri, "", "Authorization", "Bearer " + token, "Authorization", "Bearer " + token);
        assertThat(twice.status()).isEqualTo(401);
        accounts.clock.pass(Duration.ofMinutes(16));
        assertThat(api.sendAs(token, method, uri, "").status()).isEqualTo(401);
    }

    @Test
    void errorsHaveStatusCodeAndText() {
        Answer taken = api.register();
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.code()).isEqualTo("NAME_TAKEN");
        assertThat(taken.json().at("/error/temporary").isBoolean()).isTrue();
        Answer wrong = api.send("POST", "/api/login", "{\"name\":\"ada\",\"password\":\"wrong horse\"}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("WRONG_PASSWORD");
        Answer missing = api.send("POST", "/api/login", "{\"name\":\"ada\"}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.text("/error/text")).isEqualTo("password: missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "null",
                "{\"name\":1,\"password\":\"secret horse\"}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{\"password\":{\"secret horse\":1}}",
                "{} {}",
                "{\"x\":[[[[[[[[[[[[]]]]]]]]]]]]}"
            })
    void bodyThatIsNoRequestIsRefusedAndItsSecretsAreNotRepeated(String body) {
        Answer answer = api.send("POST", "/api/login", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BAD_FRAME");
        assertThat(answer.body()).doesNotContain("secret horse");
    }

    @Test
    void bodyThatIsNotUtf8OrTooLongOrTooDeepIsRefused() {
        byte[] latin = "{\"name\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(api.send("POST", "/api/login", latin, ADDRESS, List.of()).code())
                .isEqualTo("BAD_FRAME");
        Answer tooLong = api.send("POST", "/api/login", "{\"name\":\"" + "a".repeat(16_400) + "\"}");
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(api.send("POST", "/api/login", "[".repeat(16_000)).code()).isEqualTo("BAD_FRAME");
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        Answer answer = api.sendAs(token, "PUT", "/api/profile", "{\"display\":\"a\\ud83c\"}");
        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void unknownPathAndMethodAreRefused() {
        assertThat(api.send("GET", "/api/nothing", "").status()).isEqualTo(404);
        assertThat(api.send("GET", "/api/", "").status()).isEqualTo(404);
        Answer method = api.send("GET", "/api/login", "");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("POST");
        assertThat(api.sendAs(token, "DELETE", "/api/sessions/1%20OR%201=1", "").code())
                .isEqualTo("INVALID");
    }

    @Test
    void requestsOfOneAddressAreLimited() {
        api = api(new Rate(3, 0.001));
        for (int host = 1; host <= 3; host++) {
            assertThat(from("2001:db8::" + host).status()).isEqualTo(401);
        }
        Answer limited = from("2001:db8::4"); // of the same /64
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.code()).isEqualTo("RATE_LIMITED");
        assertThat(limited.json().at("/error/temporary").asBoolean()).isTrue();
        assertThat(Long.parseLong(limited.header("Retry-After"))).isBetween(900L, 1_000L);
        assertThat(from("203.0.113.9").status()).isEqualTo(401);
    }

    private Answer from(String address) {
        return api.send("GET", "/api/sessions", new byte[0], address, List.of());
    }

    @ParameterizedTest
    @CsvSource({"UNAVAILABLE, 503, BUSY", "DEADLINE_EXCEEDED, 503, BUSY", "INTERNAL, 500, INTERNAL"})
    void failureOfTheServiceIsTemporaryAndTellsNothingOfTheInside(StatusCode code, int status, String error) {
        api = HttpApiFixture.failing(new RpcException(code, "SELECT password FROM users"), HttpSettings.DEFAULT);
        Answer answer = api.send("POST", "/api/login", REGISTER);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(error);
        assertThat(answer.json().at("/error/temporary").asBoolean()).isTrue();
        assertThat(answer.json().at("/error/retry_after_ms").asLong()).isPositive();
        assertThat(answer.body()).doesNotContain("SELECT");
    }

    private Answer logIn(String... headers) {
        return api.send("POST", "/api/login", REGISTER, headers);
    }

    private Answer refresh(String refreshToken) {
        return api.send("POST", "/api/refresh", "{\"refresh_token\":\"" + refreshToken + "\"}");
    }

    private Answer sessions(String accessToken) {
        return api.sendAs(accessToken, "GET", "/api/sessions", "");
    }
}

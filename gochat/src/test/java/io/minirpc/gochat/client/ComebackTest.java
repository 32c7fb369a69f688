package io.minirpc.gochat.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.client.Comeback.Next;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The close codes of docs/protocol.md. */
class ComebackTest {
    private final Comeback comeback =
            new Comeback(ClientSettings.of(URI.create("http://fake/"), AccessTokens.fixed("token"), "device")
                    .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(2)));

    @ParameterizedTest
    @ValueSource(ints = {4400, 4403, 4408, 4409, 4426, 4449})
    void refusedClientStaysAway(int code) {
        comeback.hinted(1);
        assertThat(comeback.after(code)).isEqualTo(new Next.Never());
    }

    @Test
    void refusedTokenIsRenewedOnce() {
        assertThat(comeback.after(4401)).isEqualTo(new Next.Again(0, true));
        assertThat(comeback.after(4401)).isEqualTo(new Next.Never());
    }

    @Test
    void welcomeAllowsANewTokenAgain() {
        comeback.after(4401);
        comeback.welcomed();
        assertThat(comeback.after(4401)).isEqualTo(new Next.Again(0, true));
    }

    @Test
    void tokenThatCouldNotBeHadIsAskedForAgain() {
        comeback.after(4401);
        assertThat(comeback.afterFailedRefresh()).isBetween(0L, 100L);
        assertThat(comeback.after(4401)).isEqualTo(new Next.Again(0, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1006, 1012, 1013, 4450, 4452})
    void hintSaysWhenToComeBackAndCountsOnce(int code) {
        comeback.hinted(7_777);
        assertThat(comeback.after(code)).isEqualTo(new Next.Again(7_777, false));
        assertThat(comeback.after(code)).isNotEqualTo(new Next.Again(7_777, false));
    }

    @Test
    void hintIsBounded() {
        comeback.hinted(Long.MAX_VALUE);
        assertThat(comeback.after(1001)).isEqualTo(new Next.Again(120_000, false));
        comeback.hinted(-1);
        assertThat(comeback.after(1001)).isEqualTo(new Next.Again(0, false));
    }

    @Test
    void lostConnectionIsMadeAgainAfterARandomTimeThatGrowsUpToABound() {
        for (int failures = 0; failures < 100; failures++) {
            long most = Math.min(2_000, 100L << Math.min(failures, 20));
            assertThat(delayAfter(1006)).isBetween(0L, most);
        }
        comeback.welcomed();
        assertThat(delayAfter(1006)).isBetween(0L, 100L);
    }

    @Test
    void closeOfAnOrderlyServerIsFollowedWithinFiveSeconds() {
        assertThat(delayAfter(4450)).isBetween(0L, 5_000L);
    }

    private long delayAfter(int code) {
        return ((Next.Again) comeback.after(code)).delayMs();
    }
}

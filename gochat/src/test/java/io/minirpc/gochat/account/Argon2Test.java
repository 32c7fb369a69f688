package io.minirpc.gochat.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2Test {
    private static final Argon2 CHEAP = new Argon2(64, 1, 1);

    @Test
    void hashOfAPasswordMatchesItAlone() {
        String hash = Argon2.DEFAULT.hash("correct horse");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(256);
        assertThat(Argon2.matches("correct horse", hash)).isTrue();
        assertThat(Argon2.matches("correct horsf", hash)).isFalse();
        assertThat(Argon2.matches("", hash)).isFalse();
    }

    @Test
    void hashesOfOnePasswordDiffer() {
        assertThat(CHEAP.hash("correct horse")).isNotEqualTo(CHEAP.hash("correct horse"));
    }

    /** From the tests of the reference implementation, phc-winner-argon2, test.c. */
    @Test
    void hashOfTheReferenceImplementationMatches() {
        String hash = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(Argon2.matches("password", hash)).isTrue();
        assertThat(Argon2.matches("Password", hash)).isFalse();
    }

    @Test
    void hashIsVerifiedByTheParametersItCarries() {
        assertThat(Argon2.matches("correct horse", new Argon2(128, 3, 2).hash("correct horse")))
                .isTrue();
    }

    @Test
    void lowerParametersAreOutdated() {
        assertThat(Argon2.DEFAULT.exceeds(new Argon2(19 * 1_024, 1, 1).hash("x")))
                .isTrue();
        assertThat(Argon2.DEFAULT.exceeds(new Argon2(1_024, 2, 1).hash("x"))).isTrue();
        assertThat(CHEAP.exceeds(CHEAP.hash("x"))).isFalse();
        assertThat(CHEAP.exceeds(new Argon2(128, 2, 1).hash("x"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=64,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void whatIsNoHashIsAnErrorThatDoesNotShowIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Argon2.matches("x", text))
                .withMessageContaining("expected")
                .withMessageNotContaining("secret");
    }
}

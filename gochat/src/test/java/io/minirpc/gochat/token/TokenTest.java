package io.minirpc.gochat.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TokenKey KEY = TokenKey.generate();
    private static final Algorithm RS256 = Algorithm.RSA256(KEY.publicKey(), KEY.privateKey());
    private final TokenSigner signer = new TokenSigner("store-1", KEY, at(NOW));
    private final TokenVerifier verifier = verifierAt(NOW);

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static TokenVerifier verifierAt(Instant instant) {
        return TokenVerifier.of("store-1", KEY.publicText(), at(instant));
    }

    @Test
    void signedTokenSaysUserSessionAndEnd() throws TokenException {
        AccessClaims claims = verifier.verify(signer.sign(731101, 731177));
        assertThat(claims)
                .isEqualTo(new AccessClaims(
                        731101, 731177, NOW.plus(TokenSigner.LIFETIME).toEpochMilli()));
        assertThat(JWT.decode(signer.sign(1, 2)).getAlgorithm()).isEqualTo("RS256");
    }

    @Test
    void keyThatWentThroughTextSignsAndVerifies() throws TokenException {
        TokenKey read = TokenKey.fromText(KEY.toText());
        String token = new TokenSigner("store-1", read, at(NOW)).sign(1, 2);
        assertThat(verifier.verify(token).session()).isEqualTo(2);
        assertThat(read.publicText()).isEqualTo(KEY.publicText());
    }

    @Test
    void tokensOfTwoSessionsDiffer() throws TokenException {
        assertThat(verifier.verify(signer.sign(1, 2)).session()).isEqualTo(2);
        assertThat(verifier.verify(signer.sign(1, 3)).session()).isEqualTo(3);
    }

    @Test
    void tokenWithTheSessionOfAnotherIsRefused() {
        String[] own = signer.sign(1, 2).split("\\.");
        String[] foreign = signer.sign(1, 3).split("\\.");
        refused(own[0] + "." + foreign[1] + "." + own[2], "SignatureVerificationException");
    }

    @Test
    void algorithmNoneIsRefused() {
        refused(valid().sign(Algorithm.none()), "AlgorithmMismatchException");
        String payload = valid().sign(RS256).split("\\.")[1];
        for (String header : new String[] {"{\"alg\":\"none\"}", "{\"alg\":\"NONE\",\"typ\":\"JWT\"}", "{}"}) {
            refused(base64(header) + "." + payload + ".", "AlgorithmMismatchException");
        }
    }

    @Test
    void otherKeyIsRefused() {
        TokenKey other = TokenKey.generate();
        refused(
                valid().sign(Algorithm.RSA256(other.publicKey(), other.privateKey())),
                "SignatureVerificationException");
    }

    @Test
    void otherAlgorithmIsRefused() throws Exception {
        for (byte[] secret :
                new byte[][] {KEY.publicKey().getEncoded(), KEY.publicText().getBytes(StandardCharsets.UTF_8)}) {
            refused(valid().sign(Algorithm.HMAC256(secret)), "AlgorithmMismatchException");
        }
        KeyPairGenerator curves = KeyPairGenerator.getInstance("EC");
        curves.initialize(256);
        KeyPair curve = curves.generateKeyPair();
        Algorithm es256 = Algorithm.ECDSA256((ECPublicKey) curve.getPublic(), (ECPrivateKey) curve.getPrivate());
        refused(valid().sign(es256), "AlgorithmMismatchException");
        refused(valid().sign(Algorithm.RSA512(KEY.publicKey(), KEY.privateKey())), "AlgorithmMismatchException");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 255, 256, 257, 512})
    void signatureOfZeroesIsRefused(int length) {
        String[] parts = valid().sign(RS256).split("\\.");
        String zeroes = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
        refused(parts[0] + "." + parts[1] + "." + zeroes, "SignatureVerificationException");
    }

    @Test
    void otherAudienceIsRefused() {
        refused(valid().withAudience("other").sign(RS256), "IncorrectClaimException");
        refused(valid().withAudience((String) null).sign(RS256), "");
    }

    @Test
    void otherIssuerIsRefused() {
        refused(valid().withIssuer("store-2").sign(RS256), "IncorrectClaimException");
    }

    @Test
    void expiredTokenIsRefused() throws TokenException {
        String token = signer.sign(1, 2);
        Duration leeway = Duration.ofSeconds(4);
        assertThat(verifierAt(NOW.plus(TokenSigner.LIFETIME).plus(leeway))
                        .verify(token)
                        .user())
                .isEqualTo(1);
        TokenException refusal =
                refusalOf(verifierAt(NOW.plus(TokenSigner.LIFETIME).plusSeconds(6)), token);
        assertThat(refusal).hasMessage("not a valid token: TokenExpiredException");
    }

    @Test
    void tokenOfALaterTimeIsRefused() {
        assertThat(refusalOf(verifierAt(NOW.minusSeconds(6)), signer.sign(1, 2)))
                .isNotNull();
        refused(valid().withNotBefore(NOW.plusSeconds(60)).sign(RS256), "IncorrectClaimException");
    }

    @Test
    void tokenWithoutEndUserOrSessionIsRefused() {
        refused(valid().withExpiresAt((Instant) null).sign(RS256), "");
        refused(valid().withSubject(null).sign(RS256), "");
        refused(valid().withClaim("sid", (String) null).sign(RS256), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "01", "1 OR 1=1", "", "99999999999999999999"})
    void userThatIsNoIdIsRefused(String user) {
        refused(valid().withSubject(user).sign(RS256), "no id");
        refused(valid().withClaim("sid", user).sign(RS256), "no id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b.c",
                "a.b.c.d",
                "e30.e30.",
                "\0",
                "\ud800",
                "bnVsbA.bnVsbA.bnVsbA",
                "W10.W10.W10"
            })
    void garbageIsRefused(String text) {
        refused(text, "");
    }

    @Test
    void hugeTokenIsRefusedUnread() {
        refused("a".repeat(2_049), "a token of 2049 characters (expected: at most 2048)");
        String deep = base64("[".repeat(700));
        refused(deep + "." + deep + ".", "");
    }

    @Test
    void brokenKeysAreRefusedByAClearError() {
        assertThatIllegalArgumentException().isThrownBy(() -> TokenKey.fromText("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> TokenKey.fromText("AAAA.AAAA"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.of("store-1", publicKey("RSA", 1_024), at(NOW)))
                .withMessage("a public key of 1024 bits (expected: 2048)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TokenVerifier.of("store-1", publicKey("EC", 256), at(NOW)))
                .withMessage("a public key that cannot be read (expected: X.509, RSA)");
    }

    private static String publicKey(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
    }

    private static JWTCreator.Builder valid() {
        return JWT.create()
                .withIssuer("store-1")
                .withAudience("gochat")
                .withSubject("1")
                .withClaim("sid", "2")
                .withIssuedAt(NOW)
                .withExpiresAt(NOW.plusSeconds(60));
    }

    private void refused(String token, String why) {
        assertThat(refusalOf(verifier, token)).hasMessageContaining(why).hasNoCause();
    }

    private static TokenException refusalOf(TokenVerifier verifier, String token) {
        TokenException refusal = catchThrowableOfType(TokenException.class, () -> verifier.verify(token));
        assertThat(refusal).as(token).isNotNull();
        return refusal;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

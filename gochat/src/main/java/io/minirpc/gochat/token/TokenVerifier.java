package io.minirpc.gochat.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.RegisteredClaims;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.minirpc.gochat.frame.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens without asking anybody: signature by RS256, issuer, audience and times. Whether the session is
 * still alive is for the caller to ask. Thread-safe; takes a fraction of a millisecond.
 */
public final class TokenVerifier {
    static final int MAX_LENGTH = 2_048;
    private static final Duration LEEWAY = Duration.ofSeconds(5); // what clocks of gateways and services may differ by

    private final JWTVerifier verifier;

    private TokenVerifier(JWTVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Returns a verifier of the tokens of one store.
     *
     * @param issuer the issuer that tokens have to name
     * @param publicKey an X.509 SubjectPublicKeyInfo in base64
     * @throws IllegalArgumentException if it is no RSA key of 2,048 bits
     */
    public static TokenVerifier of(String issuer, String publicKey, Clock clock) {
        Algorithm algorithm = Algorithm.RSA256(TokenKey.publicKeyFromText(publicKey), null);
        var verification = (JWTVerifier.BaseVerification) JWT.require(algorithm)
                .withIssuer(issuer)
                .withAudience(TokenSigner.AUDIENCE)
                .withClaimPresence(RegisteredClaims.SUBJECT)
                .withClaimPresence(RegisteredClaims.EXPIRES_AT)
                .withClaimPresence(TokenSigner.SESSION)
                .acceptLeeway(LEEWAY.toSeconds());
        return new TokenVerifier(verification.build(clock));
    }

    /**
     * Returns what a token says.
     *
     * @throws TokenException if it is not valid, whatever the text
     */
    public AccessClaims verify(String token) throws TokenException {
        if (token.length() > MAX_LENGTH) {
            throw new TokenException(
                    "a token of " + token.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        try {
            return claims(verifier.verify(token));
        } catch (RuntimeException e) { // not JWTVerificationException alone: a header "null" is a NullPointerException
            throw new TokenException("not a valid token: " + e.getClass().getSimpleName());
        }
    }

    private static AccessClaims claims(DecodedJWT token) throws TokenException {
        long user = id(token.getSubject());
        long session = id(token.getClaim(TokenSigner.SESSION).asString());
        Instant expires = token.getExpiresAtAsInstant();
        if (expires == null) {
            throw new TokenException("a token without an end");
        }
        return new AccessClaims(user, session, expires.toEpochMilli());
    }

    private static long id(@Nullable String text) throws TokenException {
        long id = text == null ? 0 : Ids.parse(text);
        if (id == 0) {
            throw new TokenException("a token whose user or session is no id");
        }
        return id;
    }
}

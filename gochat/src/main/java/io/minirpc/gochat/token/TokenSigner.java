package io.minirpc.gochat.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import io.minirpc.gochat.frame.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes access tokens: JWTs signed by RS256 that end after 15 minutes. Thread-safe. */
public final class TokenSigner {
    public static final Duration LIFETIME = Duration.ofMinutes(15);
    static final String AUDIENCE = "gochat";
    static final String SESSION = "sid";

    private final String issuer;
    private final Algorithm algorithm;
    private final Clock clock;

    /**
     * Creates a signer.
     *
     * @param issuer the name of the store, which verifiers expect
     */
    public TokenSigner(String issuer, TokenKey key, Clock clock) {
        this.issuer = issuer;
        this.algorithm = Algorithm.RSA256(key.publicKey(), key.privateKey());
        this.clock = clock;
    }

    /** Returns a token for a session of a user. */
    public String sign(long user, long session) {
        Instant now = clock.instant();
        return JWT.create()
                .withIssuer(issuer)
                .withAudience(AUDIENCE)
                .withSubject(Ids.text(user))
                .withClaim(SESSION, Ids.text(session))
                .withIssuedAt(now)
                .withExpiresAt(now.plus(LIFETIME))
                .sign(algorithm);
    }
}

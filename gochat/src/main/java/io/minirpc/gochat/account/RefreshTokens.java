package io.minirpc.gochat.account;

import io.minirpc.gochat.store.AccountStore.Refresh;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Refresh tokens. Each names its session and its place in the row of the session's tokens, and holds a secret. The
 * secret of the next one is derived from this one and a key, so everybody who presents a token gets the same successor,
 * and who knows only one of key and token cannot compute it. The database has hashes alone. A seal shows that a token
 * was issued here, so an old one is told from an invented one. Thread-safe.
 */
final class RefreshTokens {
    static final Duration LIFETIME = Duration.ofDays(30);
    static final Duration GRACE = Duration.ofSeconds(30);
    private static final int SECRET_BYTES = 32;
    private static final int SEAL_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + SECRET_BYTES + SEAL_BYTES;
    private static final int TEXT_LENGTH = (BYTES * 8 + 5) / 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final HexFormat HEX = HexFormat.of();

    private final SecretKeySpec key;

    RefreshTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * A token that was issued here, whether it is still good or not.
     *
     * @param secret 32 bytes in hexadecimal digits
     */
    record Token(long session, long counter, String secret) {
        @Override
        public String toString() {
            return "Token[" + session + ", " + counter + "]";
        }
    }

    /** Returns the first token of a session. */
    Token first(long session) {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Token(session, 0, HEX.formatHex(secret));
    }

    Token successor(Token token) {
        return new Token(token.session, token.counter + 1, HEX.formatHex(hmac("next", body(token))));
    }

    /** Returns a token as its owner keeps it. */
    String text(Token token) {
        byte[] body = body(token);
        byte[] sealed =
                ByteBuffer.allocate(BYTES).put(body).put(hmac("seal", body)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** Reads a token; empty if it was not issued here. */
    Optional<Token> read(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        Token token = new Token(bytes.getLong(), bytes.getLong(), HEX.formatHex(next(bytes, SECRET_BYTES)));
        boolean ours = MessageDigest.isEqual(hmac("seal", body(token)), next(bytes, SEAL_BYTES));
        return ours ? Optional.of(token) : Optional.empty();
    }

    /** Returns what the database keeps of a token: its SHA-256 in hexadecimal digits. */
    static String hash(Token token) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(body(token)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /**
     * Decides about a living session whose token was presented: the current one is replaced, the one before is good for
     * 30 s more, and any other one has been used before by its owner or by a thief, so the session ends.
     */
    Refresh decide(Token token, StoredSession session, long nowMs) {
        String hash = hash(token);
        if (same(hash, session.refreshHash())) {
            return new Refresh.Rotate(session.rotated(hash(successor(token)), nowMs, nowMs + LIFETIME.toMillis()));
        }
        boolean previous = session.previousHash() != null && same(hash, session.previousHash());
        if (previous && nowMs - session.rotatedMs() <= GRACE.toMillis()) {
            return new Refresh.Keep();
        }
        return new Refresh.End();
    }

    private static boolean same(String hash, String other) {
        return MessageDigest.isEqual(
                hash.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] body(Token token) {
        return ByteBuffer.allocate(BYTES - SEAL_BYTES)
                .putLong(token.session)
                .putLong(token.counter)
                .put(HEX.parseHex(token.secret))
                .array();
    }

    private byte[] hmac(String purpose, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static byte[] next(ByteBuffer bytes, int count) {
        byte[] read = new byte[count];
        bytes.get(read);
        return read;
    }
}

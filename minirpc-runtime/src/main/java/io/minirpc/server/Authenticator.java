package io.minirpc.server;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Decides by the token in a client's hello whether its calls are served. Asked once for each connection, on the event
 * loop: it must be thread-safe and must not block. One that throws has not accepted.
 */
@FunctionalInterface
public interface Authenticator {
    /** Returns whether a token is accepted; it is the client's text as it came, of up to 8 KiB, and a secret. */
    boolean accepts(String token);

    /** Returns one that accepts a single token, and takes as long for wrong ones however much of them is right. */
    static Authenticator ofToken(String token) {
        byte[] expected = requireNonNull(token, "token").getBytes(StandardCharsets.UTF_8);
        return given -> MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected);
    }
}

package io.minirpc.filter.auth;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that don't change. All are looked at whatever is given, by digests of one length, so that the time says
 * neither which of them is nearly right nor how long it is. Immutable and thread-safe.
 */
final class FixedTokens {
    private final List<Known> all = new ArrayList<>();

    FixedTokens(Map<String, Caller> callers) {
        callers.forEach((token, caller) -> all.add(new Known(digest(token), requireNonNull(caller, "caller"))));
    }

    @Nullable
    Caller caller(String token) {
        byte[] given = digest(token);
        Caller found = null;
        for (Known known : all) {
            if (MessageDigest.isEqual(given, known.digest)) {
                found = known.caller;
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    private static final class Known {
        private final byte[] digest;
        private final Caller caller;

        Known(byte[] digest, Caller caller) {
            this.digest = digest;
            this.caller = caller;
        }
    }
}

package io.minirpc.filter.auth;

import io.minirpc.Invocation;
import org.jspecify.annotations.Nullable;

/** How a token travels: as the metadata {@code authorization: Bearer <token>}, after RFC 6750. */
final class Bearer {
    static final String AUTHORIZATION = "authorization";

    private static final String SCHEME = "Bearer ";

    private Bearer() {}

    /** Returns the token that came with a call; null where none did, or something else than a bearer token. */
    static @Nullable String tokenOf(Invocation call) {
        String value = call.metadata().get(AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = value.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }

    static Invocation with(Invocation call, String token) {
        return call.withMetadata(AUTHORIZATION, SCHEME + token);
    }
}

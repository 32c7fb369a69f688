package io.minirpc.filter.auth;

import static io.minirpc.internal.Checks.positive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A token that a client shows, and how long it is good for; see {@link TokenFilter}. Immutable and thread-safe. */
public final class AccessToken {
    private final String text;
    private final @Nullable Duration validity;

    private AccessToken(String text, @Nullable Duration validity) {
        this.text = text;
        this.validity = validity;
    }

    /**
     * Returns a token that is good until a server refuses it.
     *
     * @param text the token, without {@code Bearer}: printable ASCII characters without spaces, at most 4,096
     * @throws IllegalArgumentException if it is anything else; the message does not have it
     */
    public static AccessToken of(String text) {
        return new AccessToken(checked(text), null);
    }

    /**
     * Returns a token that is good for some time from now on.
     *
     * @param text as above
     * @param validity more than nothing, up to a year
     * @throws IllegalArgumentException if the token or the time is anything else; the message does not have the token
     */
    public static AccessToken of(String text, Duration validity) {
        return new AccessToken(checked(text), positive("validity", validity));
    }

    private static String checked(String text) {
        boolean isToken =
                !text.isEmpty() && text.length() <= 4096 && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isToken) {
            throw new IllegalArgumentException("token: " + text.length()
                    + " characters (expected: 1 to 4096 printable ASCII characters without spaces)");
        }
        return text;
    }

    String text() {
        return text;
    }

    /** Returns how long the token is good for; null for until it is refused. */
    @Nullable
    Duration validity() {
        return validity;
    }

    /** Says how long the token is good for, and not which it is. */
    @Override
    public String toString() {
        return validity == null ? "a token" : "a token for " + validity;
    }
}

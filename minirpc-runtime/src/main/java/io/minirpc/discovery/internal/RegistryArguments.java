package io.minirpc.discovery.internal;

import java.time.Duration;

/** Checks what is handed to a registry. */
public final class RegistryArguments {
    private static final int MAX_NAME_LENGTH = 255;
    private static final Duration MIN_TTL = Duration.ofSeconds(2);
    private static final Duration MAX_TTL = Duration.ofDays(1);

    private RegistryArguments() {}

    /** Returns the name of a service, or throws IllegalArgumentException. */
    public static String service(String name) {
        if (name.isEmpty()
                || name.length() > MAX_NAME_LENGTH
                || !name.chars().allMatch(RegistryArguments::isNameCharacter)) {
            throw new IllegalArgumentException(
                    "service: \"" + name + "\" (expected: 1 to 255 letters, digits, '.', '_', '-' and '$')");
        }
        return name;
    }

    /** Returns a time to live in seconds, rounded up, or throws IllegalArgumentException. */
    public static long ttlSeconds(Duration ttl) {
        if (ttl.compareTo(MIN_TTL) < 0 || ttl.compareTo(MAX_TTL) > 0) {
            throw new IllegalArgumentException("ttl: " + ttl + " (expected: 2 s to a day)");
        }
        return ttl.plusNanos(999_999_999).toSeconds();
    }

    private static boolean isNameCharacter(int c) {
        return isLetterOrDigit(c) || "._-$".indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}

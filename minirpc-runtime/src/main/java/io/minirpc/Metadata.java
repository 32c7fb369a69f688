package io.minirpc;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries that are sent beside a call's arguments or reply: text by key, in the order it was added. Keys are of the
 * characters {@code a-z 0-9 . _ -}; those that begin with {@code mrp-} belong to the protocol. Immutable and
 * thread-safe.
 */
public final class Metadata {
    /** No metadata. */
    public static final Metadata EMPTY = new Metadata(Map.of());

    /** The prefix of the protocol's own keys. */
    public static final String RESERVED_PREFIX = "mrp-";

    /**
     * The key of the time after which the caller should retry, in milliseconds, or -1 if it should not. Sent with a
     * reply, as grpc-retry-pushback-ms is in gRPC.
     */
    public static final String RETRY_AFTER = "retry-after-ms";

    private final Map<String, String> entries;

    private Metadata(Map<String, String> entries) {
        this.entries = entries;
    }

    /** Returns metadata with one entry. */
    public static Metadata of(String key, String value) {
        return EMPTY.with(key, value);
    }

    /**
     * Returns metadata with these entries, in the map's order.
     *
     * @throws IllegalArgumentException as {@link #with} does
     */
    public static Metadata of(Map<String, String> entries) {
        Map<String, String> copy = new LinkedHashMap<>();
        entries.forEach((key, value) -> copy.put(checkedKey(key), requireNonNull(value, key)));
        return copy.isEmpty() ? EMPTY : new Metadata(Collections.unmodifiableMap(copy));
    }

    /**
     * Returns this metadata with an entry added, or replaced where the key is there.
     *
     * @throws IllegalArgumentException if the key has other characters than those allowed, is empty or is reserved
     */
    public Metadata with(String key, String value) {
        Map<String, String> copy = new LinkedHashMap<>(entries);
        copy.put(checkedKey(key), requireNonNull(value, key));
        return new Metadata(Collections.unmodifiableMap(copy));
    }

    /** Returns this metadata with all entries of other metadata added, which replace those whose keys are there. */
    public Metadata with(Metadata other) {
        if (entries.isEmpty() || other.entries.isEmpty()) {
            return entries.isEmpty() ? other : this;
        }
        Map<String, String> copy = new LinkedHashMap<>(entries);
        copy.putAll(other.entries);
        return new Metadata(Collections.unmodifiableMap(copy));
    }

    /** Returns the value of a key, or null where it is not there. */
    public @Nullable String get(String key) {
        return entries.get(key);
    }

    /** Returns whether there is no entry. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Returns the entries, unmodifiable, in the order they were added. */
    public Map<String, String> asMap() {
        return entries;
    }

    private static String checkedKey(String key) {
        if (key.startsWith(RESERVED_PREFIX)) {
            throw new IllegalArgumentException(
                    "metadata key: \"" + key + "\" (expected: a key that does not begin with " + RESERVED_PREFIX
                            + ", which the protocol uses itself)");
        }
        if (!isKey(key)) {
            throw new IllegalArgumentException(
                    "metadata key: \"" + key + "\" (expected: one or more of the characters a-z 0-9 . _ -)");
        }
        return key;
    }

    /** Returns whether a text has the form of a key, reserved or not. */
    public static boolean isKey(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isAlphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!isAlphanumeric && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metadata metadata && metadata.entries.equals(entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /** Returns the keys only: values may be secrets. */
    @Override
    public String toString() {
        return "Metadata" + entries.keySet();
    }
}

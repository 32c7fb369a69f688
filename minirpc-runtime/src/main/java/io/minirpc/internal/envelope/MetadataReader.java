package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the metadata of one body, entry by entry, and sorts out those of the protocol itself: in the forms of version
 * 1 status, deadline and exception travel as metadata too. Not thread-safe.
 */
final class MetadataReader {
    /** The timeout of the call in microseconds, in decimal. */
    static final String TIMEOUT = Metadata.RESERVED_PREFIX + "timeout-us";

    /** The number of the status code, in decimal. */
    static final String STATUS = Metadata.RESERVED_PREFIX + "status";

    /** There, with any value, where a call was refused before it ran. */
    static final String NOT_EXECUTED = Metadata.RESERVED_PREFIX + "not-executed";

    /** The name of the declared exception. */
    static final String EXCEPTION = Metadata.RESERVED_PREFIX + "exception";

    /** The declared exception as JSON. */
    static final String EXCEPTION_BODY = Metadata.RESERVED_PREFIX + "exception-body";

    static final int MAX_ENTRIES = 128;

    private final Limits limits;
    private int bytes;
    private int entries;
    private long timeoutMicros;
    private StatusCode status = StatusCode.UNKNOWN;
    private boolean notExecuted;
    private @Nullable String exceptionName;
    private byte[] exceptionBody = Failure.NO_BODY;
    private Map<String, String> superclasses = Map.of();
    private Metadata metadata = Metadata.EMPTY;

    MetadataReader(Limits limits) {
        this.limits = limits;
    }

    /**
     * Adds an entry.
     *
     * @throws CodecException if it has no valid key or value, is there already, or is one too many
     */
    void add(String key, String value) {
        bytes += key.length() + value.length();
        if (bytes > limits.maxMetadataBytes() || ++entries > MAX_ENTRIES) {
            throw new CodecException("too much metadata (expected: at most " + limits.maxMetadataBytes() + " bytes in "
                    + MAX_ENTRIES + " entries)");
        }
        if (!Metadata.isKey(key)) {
            throw new CodecException(
                    "metadata key: " + CodecException.quote(key) + " (expected: characters a-z 0-9 . _ -)");
        }
        switch (key) {
            case TIMEOUT -> timeoutMicros = Math.max(1, number(key, value));
            case STATUS -> status = StatusCode.of((int) Math.min(number(key, value), Integer.MAX_VALUE));
            case NOT_EXECUTED -> notExecuted = true;
            case EXCEPTION -> exceptionName = value;
            case EXCEPTION_BODY -> exceptionBody = value.getBytes(StandardCharsets.UTF_8);
            default -> addOther(key, value);
        }
    }

    long timeoutMicros() {
        return timeoutMicros;
    }

    /** Returns the status of a response that failed; UNKNOWN where it was not said. */
    StatusCode status() {
        return status == StatusCode.OK ? StatusCode.UNKNOWN : status;
    }

    boolean notExecuted() {
        return notExecuted;
    }

    @Nullable
    String exceptionName() {
        return exceptionName;
    }

    byte[] exceptionBody() {
        return exceptionBody;
    }

    List<Superclass> superclasses() {
        return SuperclassEntries.read(superclasses);
    }

    /** Returns the entries that are not the protocol's. */
    Metadata metadata() {
        return metadata;
    }

    /** Reserved keys that this version does not know are skipped. */
    private void addOther(String key, String value) {
        if (SuperclassEntries.isKey(key)) {
            addSuperclass(key, value);
            return;
        }
        if (metadata.get(key) != null) {
            throw new CodecException("metadata key " + CodecException.quote(key) + " comes twice");
        }
        if (!key.startsWith(Metadata.RESERVED_PREFIX)) {
            metadata = metadata.with(key, value);
        }
    }

    private void addSuperclass(String key, String value) {
        if (superclasses.isEmpty()) {
            superclasses = new LinkedHashMap<>();
        }
        superclasses.put(key, value);
    }

    private static long number(String key, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message
        }
        throw new CodecException(key + ": " + CodecException.quote(value) + " (expected: a number from 0)");
    }
}

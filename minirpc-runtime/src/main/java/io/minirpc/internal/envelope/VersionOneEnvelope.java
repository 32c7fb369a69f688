package io.minirpc.internal.envelope;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The common part of the forms of version 1: payloads are JSON, and whatever is new is sent as metadata. */
abstract class VersionOneEnvelope implements Envelope {
    /** A declared exception that is longer stays at home; its message arrives all the same. */
    private static final int MAX_EXCEPTION_BYTES = 6 << 10;

    private static final int MAX_NAME_CHARS = 256;

    final Limits limits;

    VersionOneEnvelope(Limits limits) {
        this.limits = limits;
    }

    @Override
    public final Limits limits() {
        return limits;
    }

    @Override
    public final <T> byte[] encode(Codec<T> codec, @Nullable T value) {
        return JsonFormat.encode(codec, value, limits);
    }

    @Override
    public final <T> @Nullable T decode(Codec<T> codec, byte[] bytes, int offset, int length) {
        return JsonFormat.decode(codec, bytes, offset, length, limits);
    }

    /** Returns what a request sends as metadata; empty if the peer does not understand it. */
    static Map<String, String> requestEntries(EnvelopeHead head) {
        if (!head.sendMetadata()) {
            return Map.of();
        }
        Map<String, String> entries = new LinkedHashMap<>();
        if (head.timeoutMicros() > 0) {
            entries.put(MetadataReader.TIMEOUT, Long.toString(head.timeoutMicros()));
        }
        entries.putAll(head.metadata().asMap());
        return entries;
    }

    /** Returns what a reply sends as metadata; empty if the peer does not understand it. */
    static Map<String, String> replyEntries(EnvelopeHead head) {
        return head.sendMetadata() ? head.metadata().asMap() : Map.of();
    }

    /** Returns the text of an error, as much of it as the forms of version 1 have room for. */
    static String errorText(Failure failure) {
        return ErrorText.cut(failure.message(), ErrorText.MAX_BYTES);
    }

    /** Returns what a failure sends as metadata; empty if the peer does not understand it. */
    final Map<String, String> failureEntries(EnvelopeHead head, Failure failure) {
        if (!head.sendMetadata()) {
            return Map.of();
        }
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(MetadataReader.STATUS, Integer.toString(failure.code().value()));
        if (failure.notExecuted()) {
            entries.put(MetadataReader.NOT_EXECUTED, "1");
        }
        String exception = failure.exceptionName();
        boolean isSent = exception != null && isShort(exception, failure.exceptionBody());
        if (isSent) {
            entries.put(MetadataReader.EXCEPTION, exception);
            entries.put(MetadataReader.EXCEPTION_BODY, new String(failure.exceptionBody(), StandardCharsets.UTF_8));
        }
        entries.putAll(failure.metadata().asMap());
        return isSent ? SuperclassEntries.added(failure.superclasses(), entries, limits) : entries;
    }

    /** Returns whether an exception is short enough to travel as metadata. */
    static boolean isShort(String name, byte[] body) {
        return name.length() <= MAX_NAME_CHARS && body.length <= MAX_EXCEPTION_BYTES;
    }

    /** Returns what a response says; an error text makes it a failure. */
    static ResponseHead responseHead(String error, MetadataReader extension, byte[] bytes, int offset, int length) {
        if (error.isEmpty()) {
            return new ResponseHead(
                    StatusCode.OK, "", false, null, List.of(), extension.metadata(), bytes, offset, length);
        }
        byte[] exception = extension.exceptionBody();
        return new ResponseHead(
                extension.status(),
                error,
                extension.notExecuted(),
                extension.exceptionName(),
                extension.superclasses(),
                extension.metadata(),
                exception,
                0,
                exception.length);
    }
}

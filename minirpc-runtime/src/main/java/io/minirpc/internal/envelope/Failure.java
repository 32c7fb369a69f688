package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call as it is sent.
 *
 * @param code the status code, not OK
 * @param message a human-readable text, never empty: on the wire of version 1 an empty one means success
 * @param notExecuted whether the call certainly did not run
 * @param exceptionName the name of the declared exception that was thrown; null where none was
 * @param exceptionBody the declared exception, encoded as replies are; empty where none was thrown
 * @param superclasses that exception as each of its superclasses that the method declares as well, nearest first
 * @param metadata the metadata of the failure
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Failure(
        StatusCode code,
        String message,
        boolean notExecuted,
        @Nullable String exceptionName,
        byte[] exceptionBody,
        List<Superclass> superclasses,
        Metadata metadata) {
    static final byte[] NO_BODY = {};
    private static final int BRIEF_BYTES = 1 << 10;

    /** Makes sure that there is a message. */
    public Failure {
        if (message.isEmpty()) {
            message = code.name();
        }
    }

    /** Returns a failure without an exception. */
    public static Failure of(StatusCode code, String message) {
        return new Failure(code, message, false, null, NO_BODY, List.of(), Metadata.EMPTY);
    }

    /** Returns the failure of a call that was refused before it ran. */
    public static Failure notExecuted(StatusCode code, String message) {
        return new Failure(code, message, true, null, NO_BODY, List.of(), Metadata.EMPTY);
    }

    /** Returns this failure in brief: its code, whether the call ran, and the start of its text, which always fits. */
    public Failure inBrief() {
        return new Failure(
                code, ErrorText.cut(message, BRIEF_BYTES), notExecuted, null, NO_BODY, List.of(), Metadata.EMPTY);
    }

    /** Returns this failure as that of a call that did not run. */
    public Failure asNotExecuted() {
        return new Failure(code, message, true, exceptionName, exceptionBody, superclasses, metadata);
    }

    /** Returns this failure without the superclasses of its exception, for peers whose frames are short. */
    public Failure withoutSuperclasses() {
        return new Failure(code, message, notExecuted, exceptionName, exceptionBody, List.of(), metadata);
    }

    /** Returns how many bytes it is, approximately, for the limit of answers that wait. */
    public int size() {
        int size = message.length() + exceptionBody.length;
        for (Superclass superclass : superclasses) {
            size += superclass.json().length;
        }
        return size;
    }

    /** Returns this failure with metadata. */
    public Failure withMetadata(Metadata other) {
        return new Failure(code, message, notExecuted, exceptionName, exceptionBody, superclasses, other);
    }

    /** Returns the failure of what a peer sent and could not be read, or what could not be written. */
    public static Failure of(StatusCode code, CodecException cause) {
        return of(code, String.valueOf(cause.getMessage()));
    }
}

package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.Reason;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** How a call ended, well or not, as filters see it. Immutable and thread-safe. */
public final class Reply {
    private final @Nullable Object value;
    private final @Nullable Throwable failure;
    private final StatusCode code;
    private final Metadata metadata;
    private final @Nullable Transfer transfer;

    private Reply(
            @Nullable Object value,
            @Nullable Throwable failure,
            StatusCode code,
            Metadata metadata,
            @Nullable Transfer transfer) {
        this.value = value;
        this.failure = failure;
        this.code = code;
        this.metadata = metadata;
        this.transfer = transfer;
    }

    /** Returns the end of a call that succeeded; the value must be of the type that the method returns. */
    public static Reply of(@Nullable Object value) {
        return new Reply(value, null, StatusCode.OK, Metadata.EMPTY, null);
    }

    /**
     * Returns the end of a call that failed: its code is that of an {@link RpcException}, CANCELLED for a
     * {@link CancellationException}, UNKNOWN for what the method declares, as on the wire, and INTERNAL for the rest.
     */
    public static Reply failed(MethodDescriptor<?, ?> method, Throwable thrown) {
        Throwable failure = Reason.unwrap(requireNonNull(thrown, "thrown"));
        Metadata metadata = failure instanceof RpcException rpc ? rpc.metadata() : Metadata.EMPTY;
        return new Reply(null, failure, code(method, failure), metadata, null);
    }

    /** Returns the end of a call that a filter turns away before it ran, as a stage that is complete. */
    public static CompletionStage<Reply> rejected(StatusCode code, String message) {
        return CompletableFuture.completedFuture(
                new Reply(null, RpcException.rejected(code, message), code, Metadata.EMPTY, null));
    }

    /** Tells whether the call succeeded. */
    public boolean isOk() {
        return failure == null;
    }

    /** Returns what the method returned; null as well where it failed. */
    public @Nullable Object value() {
        return value;
    }

    /** Returns what the caller gets to see instead of a value; null where the call succeeded. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Returns how the call ended, in a word. */
    public StatusCode code() {
        return code;
    }

    /** Tells whether the call failed and certainly did not run; see {@link RpcException#isSafeToRetry}. */
    public boolean isSafeToRetry() {
        return failure instanceof RpcException rpc && rpc.isSafeToRetry();
    }

    /** Returns what travels along: on a server what is going to, on a client what has come. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns how the call travelled; null where it did not, as when a filter answered it. */
    public @Nullable Transfer transfer() {
        return transfer;
    }

    /** Returns this reply with another value, of the type that the method returns; a success in any case. */
    public Reply withValue(@Nullable Object other) {
        return new Reply(other, null, StatusCode.OK, metadata, transfer);
    }

    /** Returns this reply with an entry of metadata added, or replaced; see {@link Metadata#with}. */
    public Reply withMetadata(String key, String text) {
        return withMetadata(metadata.with(key, text));
    }

    /** Returns this reply with other metadata. */
    public Reply withMetadata(Metadata other) {
        return new Reply(value, failure, code, requireNonNull(other, "other"), transfer);
    }

    /** Returns this reply and how it travelled. */
    public Reply over(Transfer way) {
        return new Reply(value, failure, code, metadata, requireNonNull(way, "way"));
    }

    /** Says how the call ended and not with which value: that may be a secret. */
    @Override
    public String toString() {
        return failure == null ? "OK" : code + ": " + failure.getMessage();
    }

    private static StatusCode code(MethodDescriptor<?, ?> method, Throwable failure) {
        if (failure instanceof RpcException rpc) {
            return rpc.code();
        }
        if (method.declaredFor(failure) != null) {
            return StatusCode.UNKNOWN;
        }
        return failure instanceof CancellationException ? StatusCode.CANCELLED : StatusCode.INTERNAL;
    }
}

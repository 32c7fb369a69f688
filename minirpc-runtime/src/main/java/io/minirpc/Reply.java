package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.Checks;
import io.minirpc.internal.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The outcome of a call, a success or a failure, as filters see it. Immutable and thread-safe. */
public final class Reply {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final @Nullable Object value;
    private final @Nullable Throwable failure;
    private final StatusCode code;
    private final Metadata metadata;
    private final @Nullable Exchange exchange;

    private Reply(
            @Nullable Object value,
            @Nullable Throwable failure,
            StatusCode code,
            Metadata metadata,
            @Nullable Exchange exchange) {
        this.value = value;
        this.failure = failure;
        this.code = code;
        this.metadata = metadata;
        this.exchange = exchange;
    }

    /** Returns the reply of a call that succeeded; the value must be of the type that the method returns. */
    public static Reply of(@Nullable Object value) {
        return new Reply(value, null, StatusCode.OK, Metadata.EMPTY, null);
    }

    /**
     * Returns the reply of a call that failed: its code is that of an {@link RpcException}, CANCELLED for a
     * {@link CancellationException}, UNKNOWN for what the method declares, as on the wire, and INTERNAL for the rest.
     */
    public static Reply failed(MethodDescriptor<?, ?> method, Throwable thrown) {
        Throwable failure = Reason.unwrap(requireNonNull(thrown, "thrown"));
        Metadata metadata = failure instanceof RpcException rpc ? rpc.metadata() : Metadata.EMPTY;
        return new Reply(null, failure, code(method, failure), metadata, null);
    }

    /** Returns the reply of a call that a filter rejects, so that it does not run. */
    public static Reply notExecuted(StatusCode code, String message) {
        return new Reply(null, RpcException.notExecuted(code, message), code, Metadata.EMPTY, null);
    }

    /**
     * Returns the reply of a call that a filter rejects for some time, so that it does not run. The time is in
     * {@link Metadata#RETRY_AFTER}, in milliseconds rounded up: in the reply's metadata for the other side, in the
     * exception's for this one.
     *
     * @param retryAfter how long the caller should wait before it retries; at least a millisecond is reported
     */
    public static Reply notExecuted(StatusCode code, String message, Duration retryAfter) {
        Metadata when = Metadata.of(Metadata.RETRY_AFTER, Long.toString(millisRoundedUp(retryAfter)));
        RpcException failure = RpcException.notExecuted(code, message).withMetadata(when);
        return new Reply(null, failure, code, when, null);
    }

    private static long millisRoundedUp(Duration duration) {
        return Math.max(1, (Checks.nanosToWait(duration) + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    /** Returns this reply as a stage that is complete, for filters that answer calls themselves. */
    public CompletionStage<Reply> completed() {
        return CompletableFuture.completedFuture(this);
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

    /** Returns whether the call failed and certainly did not run; see {@link RpcException#isNotExecuted}. */
    public boolean isNotExecuted() {
        return failure instanceof RpcException rpc && rpc.isNotExecuted();
    }

    /** Returns what travels along: on a server what is going to, on a client what has come. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns how the call travelled; null where it did not, as when a filter answered it. */
    public @Nullable Exchange exchange() {
        return exchange;
    }

    /** Returns this reply with another value, of the type that the method returns; a success in any case. */
    public Reply withValue(@Nullable Object other) {
        return new Reply(other, null, StatusCode.OK, metadata, exchange);
    }

    /** Returns this reply with an entry of metadata added, or replaced; see {@link Metadata#with}. */
    public Reply withMetadata(String key, String text) {
        return withMetadata(metadata.with(key, text));
    }

    /** Returns this reply with other metadata. */
    public Reply withMetadata(Metadata other) {
        return new Reply(value, failure, code, requireNonNull(other, "other"), exchange);
    }

    /** Returns this reply and how it travelled. */
    public Reply over(Exchange way) {
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

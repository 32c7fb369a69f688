package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.Checks;
import io.minirpc.internal.ExchangeSource;
import io.minirpc.internal.Reason;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The outcome of a call, a success or a failure, as filters see it. Immutable and thread-safe. */
public final class Reply {
    private static final long NANOS_PER_MILLI = 1_000_000;

    static {
        RootInternals.register();
    }

    private final @Nullable Object value;
    private final @Nullable Throwable failure;
    private final StatusCode code;
    private final Metadata metadata;
    private final @Nullable ExchangeSource exchange;

    private Reply(
            @Nullable Object value,
            @Nullable Throwable failure,
            StatusCode code,
            Metadata metadata,
            @Nullable ExchangeSource exchange) {
        this.value = value;
        this.failure = failure;
        this.code = code;
        this.metadata = requireNonNull(metadata, "metadata");
        this.exchange = exchange;
    }

    /** Returns the reply of a call that succeeded; the value must be of the type that the method returns. */
    public static Reply of(@Nullable Object value) {
        return new Reply(value, null, StatusCode.OK, Metadata.EMPTY, null);
    }

    /** See {@link io.minirpc.internal.Internals#reply}. */
    static Reply of(@Nullable Object value, ExchangeSource exchange) {
        return new Reply(value, null, StatusCode.OK, Metadata.EMPTY, exchange);
    }

    /**
     * Returns the reply of a call that failed. Its code is that of an {@link RpcException}, CANCELLED for a
     * {@link CancellationException}, UNKNOWN for an exception that the method declares, and INTERNAL for others.
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
     * Returns the reply of a call that a filter rejects for some time, so that it does not run. The time is sent as
     * {@link Metadata#RETRY_AFTER} and is also in the metadata of the exception, for filters on the same side.
     *
     * @param retryAfter how long the caller should wait before it retries; rounded up to a millisecond
     */
    public static Reply notExecuted(StatusCode code, String message, Duration retryAfter) {
        Metadata when = Metadata.of(Metadata.RETRY_AFTER, Long.toString(millisRoundedUp(retryAfter)));
        RpcException failure = RpcException.notExecuted(code, message).withMetadata(when);
        return new Reply(null, failure, code, when, null);
    }

    private static long millisRoundedUp(Duration duration) {
        return Math.max(1, (Checks.nanosToWait(duration) + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }

    /** Returns this reply as a completed stage, for filters that answer calls themselves. */
    public CompletionStage<Reply> completed() {
        return CompletableFuture.completedFuture(this);
    }

    /** Returns whether the call succeeded. */
    public boolean isOk() {
        return failure == null;
    }

    /** Returns the value that the method returned; null if the call failed, too. */
    public @Nullable Object value() {
        return value;
    }

    /** Returns the exception that the caller gets; null if the call succeeded. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** Returns the status code; {@link StatusCode#OK} if the call succeeded. */
    public StatusCode code() {
        return code;
    }

    /** Returns whether the call failed and certainly did not run; see {@link RpcException#isNotExecuted}. */
    public boolean isNotExecuted() {
        return failure instanceof RpcException rpc && rpc.isNotExecuted();
    }

    /** Returns the metadata: to be sent on a server, as received on a client. */
    public Metadata metadata() {
        return metadata;
    }

    /**
     * Returns the request and the reply as they were sent. On a server every reply has it that a filter gets from
     * {@code next}; on a client it is null if a filter answered the call itself.
     */
    public @Nullable Exchange exchange() {
        return exchange == null ? null : exchange.of(this);
    }

    /** Returns a successful copy with another value, of the type that the method returns. */
    public Reply withValue(@Nullable Object other) {
        return new Reply(other, null, StatusCode.OK, metadata, exchange);
    }

    /** Returns a failed copy with an exception; see {@link #failed} for the code. The metadata stays as it is. */
    public Reply withFailure(MethodDescriptor<?, ?> method, Throwable thrown) {
        Throwable other = Reason.unwrap(requireNonNull(thrown, "thrown"));
        return new Reply(null, other, code(method, other), metadata, exchange);
    }

    /** Returns a copy with an entry of metadata added or replaced; see {@link Metadata#with}. */
    public Reply withMetadata(String key, String text) {
        return withMetadata(metadata.with(key, text));
    }

    /** Returns a copy with other metadata. */
    public Reply withMetadata(Metadata other) {
        return new Reply(value, failure, code, other, exchange);
    }

    /** See {@link io.minirpc.internal.Internals#withExchange}. */
    Reply withExchange(ExchangeSource other) {
        return exchange == other ? this : new Reply(value, failure, code, metadata, other);
    }

    /** Returns the status code and the message of a failure, without the value: that may be a secret. */
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

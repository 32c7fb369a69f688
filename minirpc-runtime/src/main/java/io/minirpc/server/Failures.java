package io.minirpc.server;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.envelope.Envelope;
import io.minirpc.envelope.Failure;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a handler threw into what the caller may know of it; the rest goes to the log. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /**
     * Returns what travels for a throwable: a declared exception as itself, an {@link RpcException} with its code and
     * message, anything else without a word of its own.
     */
    static Failure of(MethodDescriptor<?, ?> method, Throwable thrown, Envelope form) {
        Throwable cause = unwrap(thrown);
        ExceptionCodec<?> declared = method.declaredFor(cause);
        try {
            if (declared != null) {
                return declared(declared, cause, form);
            }
            if (cause instanceof RpcException failure) {
                return Failure.of(failure.code(), String.valueOf(failure.getMessage()))
                        .withMetadata(failure.metadata());
            }
        } catch (RuntimeException | StackOverflowError e) {
            cause.addSuppressed(e);
        }
        LOG.error("{} failed", method, cause);
        return Failure.of(StatusCode.INTERNAL, "internal error in " + method);
    }

    /** Returns what travels where a reply cannot be written. */
    static Failure unwritableReply(MethodDescriptor<?, ?> method, CodecException cause) {
        StatusCode code = cause.isTooLarge() ? StatusCode.RESOURCE_EXHAUSTED : StatusCode.INTERNAL;
        if (code == StatusCode.INTERNAL) {
            LOG.error("the reply of {} cannot be sent", method, cause);
        }
        return Failure.of(code, "the reply of " + method + " cannot be sent: " + cause.getMessage());
    }

    private static <E extends Throwable> Failure declared(ExceptionCodec<E> codec, Throwable thrown, Envelope form) {
        String message = codec.hidesMessage() ? null : thrown.getMessage();
        return new Failure(
                StatusCode.UNKNOWN,
                message == null ? codec.name() : message,
                false,
                codec.name(),
                form.encode(codec, codec.type().cast(thrown)),
                Metadata.EMPTY);
    }

    private static Throwable unwrap(Throwable thrown) {
        Throwable inner = thrown;
        while ((inner instanceof CompletionException || inner instanceof ExecutionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }
}

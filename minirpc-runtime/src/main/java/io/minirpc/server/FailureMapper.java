package io.minirpc.server;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.internal.Internals;
import io.minirpc.internal.Reason;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.envelope.Superclass;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts what a method's handler threw to what the caller may know of it, and logs the rest, once a second at most.
 * Never throws, whatever the throwable's own methods do. Thread-safe.
 */
final class FailureMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLog.NAME);

    private final MethodDescriptor<?, ?> method;
    private final Failure internal;
    private final ThrottledLog log = new ThrottledLog(LOG);

    FailureMapper(MethodDescriptor<?, ?> method) {
        this.method = method;
        internal = Failure.of(StatusCode.INTERNAL, "internal error in " + method);
    }

    /**
     * Returns what the caller is told of a throwable: of a declared exception itself, of an {@link RpcException} its
     * code and message, of anything else nothing.
     */
    Failure of(Throwable thrown, Envelope form) {
        Throwable cause = thrown;
        try {
            cause = isDeclared(thrown) ? thrown : Reason.unwrap(thrown);
            Failure told = told(cause, form);
            if (told != null) {
                return told;
            }
            log(cause);
        } catch (Throwable e) {
            log(unsendable(cause, e));
        }
        return internal;
    }

    /** Returns whether a method declares the exception itself, which may be one that wraps others. */
    private boolean isDeclared(Throwable thrown) {
        return Internals.get().declaredFor(method, thrown) != null;
    }

    private void log(Throwable thrown) {
        try {
            log.error("{} failed", method, thrown);
        } catch (Throwable e) {
            // The stack or the heap is exhausted, but the call has to be answered.
        }
    }

    /** Returns what was thrown together with why it cannot be sent, for a single log entry. */
    private Throwable unsendable(Throwable thrown, Throwable why) {
        try {
            ExceptionCodec<?> declared = Internals.get().declaredFor(method, thrown);
            Throwable shown = declared != null && declared.hidesMessage() ? withoutMessage(thrown) : thrown;
            Throwable both = new IllegalStateException("what was thrown cannot be sent to the caller", shown);
            both.addSuppressed(why);
            return both;
        } catch (Throwable e) { // as above
            return why;
        }
    }

    private static Throwable withoutMessage(Throwable thrown) {
        Throwable silent = new Exception(thrown.getClass().getName() + ", whose message is sensitive");
        silent.setStackTrace(thrown.getStackTrace());
        return silent;
    }

    /** Returns what the caller is told if a reply cannot be written. */
    Failure unwritableReply(CodecException cause) {
        StatusCode code = cause.isTooLarge() ? StatusCode.RESOURCE_EXHAUSTED : StatusCode.INTERNAL;
        if (code == StatusCode.INTERNAL) {
            log.error("the reply of {} cannot be sent", method, cause);
        }
        return Failure.of(code, "the reply of " + method + " cannot be sent: " + cause.getMessage());
    }

    private @Nullable Failure told(Throwable cause, Envelope form) {
        ExceptionCodec<?> declared = Internals.get().declaredFor(method, cause);
        if (declared != null) {
            return declared(declared, cause, form);
        }
        return cause instanceof RpcException failure
                ? Failure.of(failure.code(), String.valueOf(failure.getMessage()))
                        .withMetadata(failure.metadata())
                : null;
    }

    private <E extends Throwable> Failure declared(ExceptionCodec<E> codec, Throwable thrown, Envelope form) {
        String own = codec.hidesMessage() ? null : thrown.getMessage();
        String message = own == null ? codec.name() : own;
        byte[] body;
        try {
            body = form.encode(codec, codec.type().cast(thrown));
        } catch (CodecException e) {
            if (e.isTooLarge() || !isWellFormed(message)) {
                return Failure.of(StatusCode.UNKNOWN, message); // cut, and with '?' for half a surrogate pair
            }
            throw e;
        }
        List<Superclass> superclasses = superclasses(codec, thrown, form.limits());
        return new Failure(StatusCode.UNKNOWN, message, false, codec.name(), body, superclasses, Metadata.EMPTY);
    }

    /** Returns the exception as each superclass that is declared as well, for callers that do not know the subclass. */
    private List<Superclass> superclasses(ExceptionCodec<?> codec, Throwable thrown, Limits limits) {
        List<Superclass> superclasses = new ArrayList<>();
        for (ExceptionCodec<?> other : method.declared()) {
            Superclass superclass = other != codec && other.carries(thrown) ? as(other, thrown, limits) : null;
            if (superclass != null && superclass.isShort()) {
                superclasses.add(superclass);
            }
        }
        return superclasses;
    }

    private static <E extends Throwable> @Nullable Superclass as(
            ExceptionCodec<E> codec, Throwable thrown, Limits limits) {
        try {
            return new Superclass(
                    codec.name(), JsonFormat.encode(codec, codec.type().cast(thrown), limits));
        } catch (Throwable e) {
            return null; // the exception itself arrives all the same
        }
    }

    private static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}

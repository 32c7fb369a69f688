package io.minirpc.client;

import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.internal.Internals;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.ResponseHead;
import io.minirpc.internal.envelope.Superclass;
import org.jspecify.annotations.Nullable;

/** Reads response bodies: a reply is returned, whatever else there is is thrown. */
final class Replies {
    private Replies() {}

    /**
     * Returns the reply.
     *
     * @param call the call that is answered
     * @throws Throwable the declared exception that the service threw, or an {@link io.minirpc.RpcException}
     */
    static <R> @Nullable R read(
            PendingCall call, MethodDescriptor<?, R> method, Envelope form, byte[] bytes, int offset, int length)
            throws Throwable {
        ResponseHead head;
        try {
            head = form.readResponse(bytes, offset, length);
            if (head.code() == StatusCode.OK) {
                return form.decode(method.reply(), head.bytes(), head.offset(), head.length());
            }
        } catch (Throwable e) {
            throw unreadable(call, e);
        }
        throw failure(method, call.endpoint(), form, head);
    }

    /** Returns the reply as filters see it. */
    static Reply reply(
            PendingCall call, MethodDescriptor<?, ?> method, Envelope form, byte[] bytes, int offset, int length) {
        try {
            ResponseHead head = form.readResponse(bytes, offset, length);
            Reply reply = head.code() == StatusCode.OK
                    ? Reply.of(form.decode(method.reply(), head.bytes(), head.offset(), head.length()))
                    : Reply.failed(method, failure(method, call.endpoint(), form, head));
            return head.metadata().isEmpty() ? reply : reply.withMetadata(head.metadata());
        } catch (Throwable e) {
            return Reply.failed(method, unreadable(call, e));
        }
    }

    /** Returns the failure of a call whose response is malformed, or whose codec throws. */
    private static RpcException unreadable(PendingCall call, Throwable cause) {
        String what = "the response cannot be read";
        CallFailure why = cause instanceof CodecException
                ? new CallFailure(StatusCode.INTERNAL, what + ": " + cause.getMessage(), cause, false)
                : CallFailure.broken(what, cause, false);
        return why.toException(call.method(), call.endpoint());
    }

    private static Throwable failure(MethodDescriptor<?, ?> method, String endpoint, Envelope form, ResponseHead head) {
        Throwable unreadable = null;
        try {
            Throwable declared = declared(method, form, head);
            if (declared != null) {
                return declared;
            }
        } catch (Throwable e) {
            unreadable = e; // the code and the message are still worth having
        }
        RpcException failure = new CallFailure(head.code(), head.message(), unreadable, head.notExecuted())
                .toException(method, endpoint);
        // What the server says of repeating holds for whoever gets to see the failure, further up a chain of calls too.
        String retryAfter = head.metadata().get(Metadata.RETRY_AFTER);
        return retryAfter == null ? failure : failure.withMetadata(Metadata.of(Metadata.RETRY_AFTER, retryAfter));
    }

    /**
     * Returns the declared exception, as the nearest superclass known here where it is a newer subclass; null if
     * nothing is known.
     */
    private static @Nullable Throwable declared(MethodDescriptor<?, ?> method, Envelope form, ResponseHead head) {
        String name = head.exceptionName();
        if (name == null) {
            return null;
        }
        ExceptionCodec<?> codec = Internals.get().declaredNamed(method, name);
        if (codec != null) {
            return form.decode(codec, head.bytes(), head.offset(), head.length());
        }
        for (Superclass superclass : head.superclasses()) {
            ExceptionCodec<?> known = Internals.get().declaredNamed(method, superclass.name());
            if (known != null) {
                byte[] json = superclass.json();
                return JsonFormat.decode(known, json, 0, json.length, form.limits());
            }
        }
        return null;
    }
}

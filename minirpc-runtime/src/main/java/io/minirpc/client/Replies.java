package io.minirpc.client;

import io.minirpc.MethodDescriptor;
import io.minirpc.StatusCode;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.ExceptionCodec;
import io.minirpc.envelope.Envelope;
import io.minirpc.envelope.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Reads response bodies: a reply is returned, whatever else there is is thrown. */
final class Replies {
    private Replies() {}

    /**
     * Returns the reply.
     *
     * @param call what is answered; hears of the outcome
     * @throws Throwable the declared exception that the service threw, or an {@link io.minirpc.RpcException}
     */
    static <R> @Nullable R read(
            PendingCall call, MethodDescriptor<?, R> method, Envelope form, byte[] bytes, int offset, int length)
            throws Throwable {
        ResponseHead head;
        try {
            head = form.readResponse(bytes, offset, length);
            call.outcome(head.code());
            if (head.code() == StatusCode.OK) {
                return form.decode(method.reply(), head.bytes(), head.offset(), head.length());
            }
        } catch (CodecException e) {
            String reason = "the response cannot be read: " + e.getMessage();
            throw new CallFailure(StatusCode.INTERNAL, reason, e, false).toException(method, call.endpoint());
        }
        throw failure(method, call.endpoint(), form, head);
    }

    private static Throwable failure(MethodDescriptor<?, ?> method, String endpoint, Envelope form, ResponseHead head) {
        CodecException unreadable = null;
        String name = head.exceptionName();
        ExceptionCodec<?> codec = name == null ? null : method.declaredNamed(name);
        if (codec != null) {
            try {
                Throwable declared = form.decode(codec, head.bytes(), head.offset(), head.length());
                if (declared != null) {
                    return declared;
                }
            } catch (CodecException e) {
                unreadable = e; // the code and the message are still worth having
            }
        }
        return new CallFailure(head.code(), head.message(), unreadable, head.notExecuted())
                .toException(method, endpoint);
    }
}

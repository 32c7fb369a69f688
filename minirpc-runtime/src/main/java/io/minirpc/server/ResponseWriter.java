package io.minirpc.server;

import io.minirpc.Metadata;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.EnvelopeHead;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.envelope.RequestHead;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.OpenFrame;
import org.jspecify.annotations.Nullable;

/** Appends responses to a connection's batch, held to the longest frame that its peer accepts. On the event loop. */
final class ResponseWriter {
    private static final String TOO_LONG = "the call failed, and its error is too long to be sent";

    private final Connection connection;
    private final ThrottledLog log;
    private final EnvelopeHead head = new EnvelopeHead();
    private int maxFrameBytes;
    private boolean sendMetadata;

    ResponseWriter(Connection connection, int maxFrameBytes, ThrottledLog log) {
        this.connection = connection;
        this.log = log;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Records what the peer has said of itself. */
    void learned(Hello hello) {
        sendMetadata = hello.has(Hello.METADATA);
        if (hello.maxFrameBytes() > 0) {
            maxFrameBytes = Math.min(maxFrameBytes, hello.maxFrameBytes());
        }
    }

    /**
     * Writes the response of a call that succeeded.
     *
     * @throws CodecException if the reply cannot be written or is too long; nothing is written then
     */
    <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
        Envelope form = call.form();
        try (OpenFrame frame = connection.begin(form.codec(), Frame.RESPONSE, call.seq())) {
            form.writeReply(frame.body(), headOf(call), codec, reply);
            frame.end(maxFrameBytes);
        } finally {
            head.clear();
        }
    }

    /** Writes the answer of a call that has ended: its encoded reply, or why it failed. */
    void answer(ServerCall call) {
        Failure failure = call.failure();
        if (failure != null) {
            fail(call, failure);
            return;
        }
        try {
            reply(call, call.reply());
        } catch (CodecException e) {
            fail(call, call.method().failures().unwritableReply(e));
        } catch (Throwable e) {
            fail(call, call.method().failures().of(e, call.form()));
        }
    }

    private void reply(ServerCall call, byte[] encoded) {
        Envelope form = call.form();
        try (OpenFrame frame = connection.begin(form.codec(), Frame.RESPONSE, call.seq())) {
            form.writeReply(frame.body(), headOf(call), encoded);
            frame.end(maxFrameBytes);
        } finally {
            head.clear();
        }
    }

    private EnvelopeHead headOf(ServerCall call) {
        boolean send = sendMetadata || call.acceptsMetadata();
        return head.response(call.seq(), nameOf(call.methodName()), call.replyMetadata(), send);
    }

    private void fail(ServerCall call, Failure failure) {
        fail(call.form(), call.seq(), call.methodName(), call.method(), failure, call.acceptsMetadata());
    }

    /**
     * Writes the response to a request that becomes no call.
     *
     * @param method the method, or null where there is none
     */
    void refuse(RequestHead request, int seq, @Nullable BoundMethod<?, ?> method, Failure failure) {
        fail(request.form(), seq, request.method(), method, failure, request.acceptsMetadata());
    }

    /** Writes the response to a request of which nothing is known but its seq. */
    void refuse(Envelope form, int seq, Failure failure) {
        fail(form, seq, "", null, failure, false);
    }

    /** Writes the response of a call that failed; where its error is too long, as much of it as fits. */
    private void fail(
            Envelope form,
            int seq,
            @Nullable String methodName,
            @Nullable BoundMethod<?, ?> method,
            Failure failure,
            boolean acceptsMetadata) {
        boolean send = sendMetadata || acceptsMetadata;
        try {
            byte[] zero = methodName == null || method == null ? BoundMethod.JSON_NULL : method.zero(form);
            write(form, head.response(seq, nameOf(methodName), Metadata.EMPTY, send), zero, failure);
        } catch (Throwable e) {
            if (!failure.superclasses().isEmpty()) {
                fail(form, seq, methodName, method, failure.withoutSuperclasses(), acceptsMetadata);
                return;
            }
            if (!(e instanceof CodecException)) {
                log.error("the failure of a call of {} is sent in brief", nameOf(methodName), e);
            }
            failInBrief(form, seq, failure, send);
        }
    }

    /**
     * Writes only the code and some of the text. If even that fails, the connection is closed, so that no call waits
     * forever.
     */
    private void failInBrief(Envelope form, int seq, Failure failure, boolean send) {
        try {
            write(form, head.response(seq, "", Metadata.EMPTY, send), BoundMethod.JSON_NULL, failure.inBrief());
        } catch (Throwable e) {
            failInAWord(form, seq, failure.code());
        }
    }

    private void failInAWord(Envelope form, int seq, StatusCode code) {
        try {
            Failure failure = Failure.of(code, TOO_LONG);
            write(form, head.response(seq, "", Metadata.EMPTY, false), BoundMethod.JSON_NULL, failure);
        } catch (CodecException e) {
            connection.close("the peer accepts no frame that an error fits in", e);
        } catch (Throwable e) {
            connection.close("an error cannot be written", e);
        }
    }

    private void write(Envelope form, EnvelopeHead filled, byte[] zero, Failure failure) {
        try (OpenFrame frame = connection.begin(form.codec(), Frame.RESPONSE, filled.seq())) {
            form.writeFailure(frame.body(), filled, zero, failure);
            frame.end(maxFrameBytes);
        }
    }

    private static String nameOf(@Nullable String method) {
        return method == null ? "" : method;
    }
}

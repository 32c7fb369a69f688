package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.ThrottledLog;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.envelope.Failure;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import org.jspecify.annotations.Nullable;

/** Appends responses to a connection's batch, held to the longest frame that its peer accepts. On the event loop. */
final class ResponseWriter {
    private static final String TOO_LONG = "the call failed, and its error is too long to be sent";

    private final Connection connection;
    private final ThrottledLog log;
    private int maxFrameBytes;
    private boolean extended;

    ResponseWriter(Connection connection, int maxFrameBytes, ThrottledLog log) {
        this.connection = connection;
        this.log = log;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Learns what the peer has said of itself.
     *
     * @param tellAll whether it understands more than version 1
     * @param acceptedBytes the longest body it accepts; 0 where not said
     */
    void learned(boolean tellAll, int acceptedBytes) {
        extended = tellAll;
        if (acceptedBytes > 0) {
            maxFrameBytes = Math.min(maxFrameBytes, acceptedBytes);
        }
    }

    /**
     * Writes the response of a call that succeeded.
     *
     * @throws CodecException if the reply cannot be written or is too long; nothing is written then
     */
    <R> void reply(ServerCall call, Codec<R> codec, @Nullable R reply) {
        Envelope form = call.form();
        WireWriter out = connection.batch();
        int start = Frame.begin(out, form.codec(), Frame.RESPONSE, call.seq());
        boolean whole = false;
        try {
            boolean tellAll = extended || call.extended();
            form.writeReply(out, call.seq(), nameOf(call.methodName()), call.replyMetadata(), codec, reply, tellAll);
            Frame.end(out, start, maxFrameBytes);
            whole = true;
        } finally {
            if (!whole) {
                out.truncate(start);
            }
        }
        connection.appended();
    }

    /**
     * Writes the response of a call that failed; where its error is too long, as much of it as fits.
     *
     * @param methodName the method's full name as the request had it, or null
     * @param method the method, or null where there is none
     * @param tellAll whether the request made use of more than version 1
     */
    void fail(
            Envelope form,
            int seq,
            @Nullable String methodName,
            @Nullable BoundMethod<?, ?> method,
            Failure failure,
            boolean tellAll) {
        try {
            byte[] zero = methodName == null || method == null ? BoundMethod.JSON_NULL : method.zero(form);
            write(form, seq, nameOf(methodName), zero, failure, extended || tellAll);
        } catch (Throwable e) {
            if (!(e instanceof CodecException)) {
                log.error("the failure of a call of {} is sent in brief", nameOf(methodName), e);
            }
            failInBrief(form, seq, failure, extended || tellAll);
        }
    }

    /**
     * Writes only the code and some of the text. If even that fails, the connection is closed, so that no call waits
     * forever.
     */
    private void failInBrief(Envelope form, int seq, Failure failure, boolean tellAll) {
        try {
            write(form, seq, "", BoundMethod.JSON_NULL, failure.inBrief(), tellAll);
        } catch (Throwable e) {
            failInAWord(form, seq, failure.code());
        }
    }

    private void failInAWord(Envelope form, int seq, StatusCode code) {
        try {
            write(form, seq, "", BoundMethod.JSON_NULL, Failure.of(code, TOO_LONG), false);
        } catch (CodecException e) {
            connection.close("the peer accepts no frame that an error fits in", e);
        } catch (Throwable e) {
            connection.close("an error cannot be written", e);
        }
    }

    /** Writes the response to a request of which nothing could be read but its seq. */
    void fail(Envelope form, int seq, CodecException unreadable) {
        fail(form, seq, Failure.of(StatusCode.INVALID_ARGUMENT, unreadable));
    }

    /** Writes the response to a request of which nothing is known but its seq. */
    void fail(Envelope form, int seq, Failure failure) {
        fail(form, seq, "", null, failure, false);
    }

    private void write(Envelope form, int seq, String method, byte[] zero, Failure failure, boolean tellAll) {
        WireWriter out = connection.batch();
        int start = Frame.begin(out, form.codec(), Frame.RESPONSE, seq);
        boolean whole = false;
        try {
            form.writeFailure(out, seq, method, zero, failure, tellAll);
            Frame.end(out, start, maxFrameBytes);
            whole = true;
        } finally {
            if (!whole) {
                out.truncate(start);
            }
        }
        connection.appended();
    }

    private static String nameOf(@Nullable String method) {
        return method == null ? "" : method;
    }
}

package io.minirpc.internal.envelope;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * One form of a frame's body. Payloads are encoded and decoded apart from the rest, so that this can be done on the
 * thread of the caller or the handler, and so that the method is known before a byte of its arguments is read.
 * Immutable and thread-safe.
 */
public interface Envelope {
    /** Returns the codec's number in a frame's header. */
    int codec();

    /** Returns what all that is written and read is held to. */
    Limits limits();

    /**
     * Returns arguments, a reply or an exception as they are carried.
     *
     * @throws CodecException if the value cannot be written
     */
    <T> byte[] encode(Codec<T> codec, @Nullable T value);

    /**
     * Reads arguments, a reply or an exception.
     *
     * @throws CodecException if the bytes are not those of such a value
     */
    <T> @Nullable T decode(Codec<T> codec, byte[] bytes, int offset, int length);

    /**
     * Reads what is around the reply.
     *
     * @throws CodecException if the body is not of this form
     */
    ResponseHead readResponse(byte[] bytes, int offset, int length);

    /**
     * Reads the status code of a response, and no more than that if the form allows it: the event loop calls this, and
     * whoever waits for the call reads the rest.
     *
     * @throws CodecException if the body is not of this form
     */
    default StatusCode readStatus(byte[] bytes, int offset, int length) {
        return readResponse(bytes, offset, length).code();
    }

    /**
     * Appends a request's body.
     *
     * @throws CodecException if the arguments cannot be written, or a name is too long for the form
     */
    <T> void writeRequest(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T arguments);

    /**
     * Appends a request's body with arguments that {@link #encode} returned.
     *
     * @throws CodecException if the arguments are too long, or a name is too long for the form
     */
    void writeRequest(WireWriter out, EnvelopeHead head, byte[] arguments);

    /**
     * Appends the body of a response that succeeded.
     *
     * @throws CodecException if the reply cannot be written
     */
    <T> void writeReply(WireWriter out, EnvelopeHead head, Codec<T> codec, @Nullable T reply);

    /**
     * Appends the body of a response that succeeded with a reply that {@link #encode} returned.
     *
     * @throws CodecException if the reply is too long
     */
    void writeReply(WireWriter out, EnvelopeHead head, byte[] reply);

    /**
     * Appends the body of a response that failed.
     *
     * @param zero what stands in the place of the reply, encoded; forms without such a place ignore it
     */
    void writeFailure(WireWriter out, EnvelopeHead head, byte[] zero, Failure failure);
}

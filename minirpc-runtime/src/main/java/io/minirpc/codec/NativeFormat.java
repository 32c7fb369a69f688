package io.minirpc.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of calls in the native format, Protocol Buffers' wire format. For the runtime: a payload may be null,
 * and its size has been checked with its frame. Applications use {@link Codec#toBytes} and {@link Codec#fromBytes}.
 * Stateless and thread-safe.
 */
public final class NativeFormat {
    private NativeFormat() {}

    /**
     * Writes a method's arguments or reply.
     *
     * @throws CodecException if the value cannot be written, or is larger than the writer's limits allow
     */
    public static <T> void encode(Codec<T> codec, @Nullable T value, WireWriter out) {
        try {
            codec.writePayload(value, out);
            out.checkSize();
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw CodecException.refused(e);
        }
    }

    /**
     * Returns a method's arguments or reply as bytes.
     *
     * @throws CodecException if the value cannot be written, or is larger than the limits allow
     */
    public static <T> byte[] encode(Codec<T> codec, @Nullable T value, Limits limits) {
        WireWriter out = WireWriter.borrow(limits);
        try {
            encode(codec, value, out);
            return Arrays.copyOf(out.array(), out.size());
        } finally {
            out.release();
        }
    }

    /**
     * Reads a method's arguments or reply from a part of an array.
     *
     * @throws CodecException if the bytes are not those of such a value
     */
    public static <T> @Nullable T decode(Codec<T> codec, byte[] bytes, int offset, int length, Limits limits) {
        try {
            return codec.readPayload(new WireReader(bytes, offset, length, limits));
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // Constructors and setters of messages check their arguments; what they refuse is bad input too.
            throw CodecException.refused(e);
        }
    }

    /** Returns whether bytes are the mark of a null message and nothing else. */
    static boolean isNull(byte[] bytes) {
        return new WireReader(bytes, 0, bytes.length, Limits.DEFAULT).readNullMessage();
    }
}

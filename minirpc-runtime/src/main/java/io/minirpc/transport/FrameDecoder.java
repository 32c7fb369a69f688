package io.minirpc.transport;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames. Each byte of a header is checked as soon as it is there, and memory for a body
 * grows with what has arrived of it, not with what was announced. Bodies are copied into arrays of their own: what is
 * read can move to another thread and nobody counts references. Not thread-safe.
 */
final class FrameDecoder {
    private static final int FIRST_BODY_BYTES = 16 << 10;

    private final byte[] header = new byte[Frame.HEADER_BYTES];
    private final int maxBodyBytes;
    private int maxCodec = Frame.BINARY;
    private int headerBytes;
    private int bodyLength;
    private int bodyBytes;
    private byte @Nullable [] body;

    FrameDecoder(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Accepts native frames from now on: the peer has said hello. */
    void allowNative() {
        maxCodec = Frame.NATIVE;
    }

    /**
     * Reads on to the end of a frame: returns true with the frame in {@link #codec}, {@link #type}, {@link #seq} and
     * {@link #body}, or false when all readable bytes are used up.
     *
     * @throws BadFrameException if a header is wrong; the decoder must not be used any more
     */
    boolean next(ByteBuf in) throws BadFrameException {
        if (headerBytes == Frame.HEADER_BYTES && bodyBytes == bodyLength) {
            headerBytes = 0;
        }
        if (headerBytes < Frame.HEADER_BYTES && !readHeader(in)) {
            return false;
        }
        return readBody(in);
    }

    int codec() {
        return header[Frame.CODEC_OFFSET];
    }

    int type() {
        return header[Frame.TYPE_OFFSET];
    }

    int seq() {
        return intAt(Frame.SEQ_OFFSET);
    }

    /** Hands the body over; it can be asked for once. */
    byte[] body() {
        byte[] bytes = requireNonNull(body, "body");
        body = null;
        return bytes;
    }

    private boolean readHeader(ByteBuf in) throws BadFrameException {
        int from = headerBytes;
        int count = Math.min(in.readableBytes(), Frame.HEADER_BYTES - from);
        in.readBytes(header, from, count);
        headerBytes = from + count;
        for (int i = from; i < Math.min(headerBytes, Frame.SEQ_OFFSET); i++) {
            check(i, header[i]);
        }
        if (headerBytes < Frame.HEADER_BYTES) {
            return false;
        }
        bodyLength = intAt(Frame.LENGTH_OFFSET);
        bodyBytes = 0;
        if (Integer.compareUnsigned(bodyLength, maxBodyBytes) > 0) {
            throw new BadFrameException("a body of " + Integer.toUnsignedString(bodyLength)
                    + " bytes is announced (expected: at most " + maxBodyBytes + ")");
        }
        body = new byte[Math.min(bodyLength, Math.max(FIRST_BODY_BYTES, in.readableBytes()))];
        return true;
    }

    private boolean readBody(ByteBuf in) {
        byte[] bytes = requireNonNull(body, "body");
        while (bodyBytes < bodyLength && in.isReadable()) {
            if (bodyBytes == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(bodyLength, 2L * bytes.length));
                body = bytes;
            }
            int count = Math.min(in.readableBytes(), bytes.length - bodyBytes);
            in.readBytes(bytes, bodyBytes, count);
            bodyBytes += count;
        }
        return bodyBytes == bodyLength;
    }

    private void check(int offset, byte value) throws BadFrameException {
        switch (offset) {
            case Frame.VERSION_OFFSET -> expect(value == Frame.VERSION, "version", value, "1");
            case Frame.CODEC_OFFSET ->
                expect(
                        value >= 0 && value <= maxCodec,
                        "codec",
                        value,
                        maxCodec == Frame.NATIVE ? "0 to 2" : "0 or 1 before a hello");
            case Frame.TYPE_OFFSET -> expect(value >= 0 && value <= Frame.HEARTBEAT, "type", value, "0 to 2");
            default -> expect(value == Frame.MAGIC[offset], "magic byte", value, "6d 72 70");
        }
    }

    private static void expect(boolean good, String what, byte value, String expected) throws BadFrameException {
        if (!good) {
            throw new BadFrameException(String.format("%s: %02x (expected: %s)", what, value, expected));
        }
    }

    private int intAt(int offset) {
        return header[offset] << 24
                | (header[offset + 1] & 0xff) << 16
                | (header[offset + 2] & 0xff) << 8
                | (header[offset + 3] & 0xff);
    }
}

package io.minirpc.internal.transport;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into frames. What was read is copied into an array that all connections of the event loop
 * share, and bodies are handed out where they lie; only the beginning of a frame whose rest is still to come is kept in
 * an array of its own, which grows with what has arrived and not with what was announced. Each byte of a header is
 * checked as soon as it is there. Not thread-safe.
 *
 * <p>To be used like this: {@link #feed}, then {@link #next} until it returns false, then {@link #keepRest}. After each
 * {@code true} this is the view of a frame.
 */
final class FrameDecoder implements FrameView {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] NOTHING = {};

    /** The first byte of TLS records (RFC 8446, section 5.1). */
    private static final byte TLS_HANDSHAKE = 22;

    private static final byte TLS_ALERT = 21;

    private static final int CONTROL_TYPES = 1 << Frame.CANCEL | 1 << Frame.DRAIN;

    private int maxBodyBytes;
    private int maxCodec = Frame.BINARY;
    private int allowedTypes = 1 << Frame.REQUEST | 1 << Frame.RESPONSE | 1 << Frame.HEARTBEAT;

    /** The beginning of a frame; empty where no frame is cut. */
    private byte[] kept = NOTHING;

    private int keptBytes;

    /** The array that frames are read from: kept, or the shared one. */
    private byte[] bytes = NOTHING;

    private int position;
    private int end;
    private int seq;
    private int bodyOffset;
    private int bodyLength;

    FrameDecoder(int maxBodyBytes) {
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Accepts drains from now on, which a server that has our hello may send before its own. */
    void allowDrain() {
        allowedTypes |= CONTROL_TYPES;
    }

    /** Accepts from now on what the peer has said in its hello that it uses. */
    void allow(Hello hello) {
        if (hello.has(Hello.NATIVE)) {
            maxCodec = Frame.NATIVE;
        }
        if (hello.has(Hello.CONTROL)) {
            allowedTypes |= CONTROL_TYPES;
        }
    }

    /** Accepts bodies up to this length from the next frame on. */
    void maxBodyBytes(int bytes) {
        maxBodyBytes = bytes;
    }

    /** Takes all bytes of a buffer over. */
    void feed(ByteBuf in, LoopBuffers buffers) {
        int count = in.readableBytes();
        position = 0;
        end = keptBytes + count;
        if (end > kept.length && keptBytes > 0) {
            kept = Arrays.copyOf(kept, (int) Math.max(end, Math.min(2L * kept.length, frameBytesOfKept())));
        }
        bytes = keptBytes > 0 ? kept : buffers.takeBytes(count);
        in.readBytes(bytes, keptBytes, count);
    }

    /**
     * Goes on to the next frame: returns true if it is complete, or false if the rest of it is still to come.
     *
     * @throws BadFrameException if a header is wrong; the decoder must not be used any more
     */
    boolean next() throws BadFrameException {
        int available = end - position;
        if (available < Frame.HEADER_BYTES) {
            checkHeader(available);
            return false;
        }
        long seqAndLength = (long) LONGS.get(bytes, position + Frame.SEQ_OFFSET);
        int length = (int) seqAndLength;
        if (!isHeaderGood() || Integer.compareUnsigned(length, maxBodyBytes) > 0) {
            checkHeader(available);
            throw new BadFrameException("a body of " + Integer.toUnsignedString(length)
                    + " bytes is announced (expected: at most " + maxBodyBytes + ")");
        }
        if (length > available - Frame.HEADER_BYTES) {
            return false;
        }
        seq = (int) (seqAndLength >>> Integer.SIZE);
        bodyOffset = position + Frame.HEADER_BYTES;
        bodyLength = length;
        position = bodyOffset + length;
        return true;
    }

    /** Keeps what is left, the beginning of a frame, and gives the shared array back. */
    void keepRest(LoopBuffers buffers) {
        int rest = end - position;
        if (bytes != kept) {
            kept = rest == 0 ? NOTHING : Arrays.copyOfRange(bytes, position, end);
            buffers.giveBytes(bytes);
        } else if (rest == 0) {
            kept = NOTHING;
        } else if (position > 0) {
            kept = Arrays.copyOfRange(kept, position, end);
        }
        keptBytes = rest;
        bytes = NOTHING;
    }

    @Override
    public int codec() {
        return bytes[bodyOffset - Frame.HEADER_BYTES + Frame.CODEC_OFFSET];
    }

    @Override
    public int type() {
        return bytes[bodyOffset - Frame.HEADER_BYTES + Frame.TYPE_OFFSET];
    }

    @Override
    public int seq() {
        return seq;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int offset() {
        return bodyOffset;
    }

    @Override
    public int length() {
        return bodyLength;
    }

    /** Returns whether there is an incomplete frame. */
    boolean isInFrame() {
        return keptBytes > 0;
    }

    /** Returns the length of the incomplete frame, header included; that of the header until it is complete. */
    long incompleteFrameBytes() {
        return frameBytesOfKept();
    }

    /** Returns how much memory is held for the beginning of a frame. */
    int keptCapacity() {
        return kept.length;
    }

    private boolean isHeaderGood() {
        byte codec = bytes[position + Frame.CODEC_OFFSET];
        byte type = bytes[position + Frame.TYPE_OFFSET];
        return (int) INTS.get(bytes, position) == Frame.MAGIC_AND_VERSION
                && codec >= 0
                && codec <= maxCodec
                && isAllowed(type);
    }

    private boolean isAllowed(byte type) {
        return type >= 0 && type < Integer.SIZE && (allowedTypes >>> type & 1) != 0;
    }

    /** Returns how long the kept frame will be; its own length once the header is there. */
    private long frameBytesOfKept() {
        return keptBytes < Frame.HEADER_BYTES
                ? Frame.HEADER_BYTES
                : Frame.HEADER_BYTES + Integer.toUnsignedLong((int) INTS.get(kept, Frame.LENGTH_OFFSET));
    }

    /** Checks what is there of a header, byte by byte, to say what is wrong with it. */
    private void checkHeader(int available) throws BadFrameException {
        for (int i = 0; i < Math.min(available, Frame.SEQ_OFFSET); i++) {
            check(i, bytes[position + i]);
        }
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
            case Frame.TYPE_OFFSET ->
                expect(
                        isAllowed(value),
                        "type",
                        value,
                        (allowedTypes & CONTROL_TYPES) != 0 ? "0 to 4" : "0 to 2 before a hello");
            default -> expect(value == Frame.MAGIC[offset], "magic byte", value, "6d 72 70" + tlsHint(offset, value));
        }
    }

    private static String tlsHint(int offset, byte value) {
        boolean isTls = offset == 0 && (value == TLS_HANDSHAKE || value == TLS_ALERT);
        return isTls ? "; the peer speaks TLS, and here it is not turned on" : "";
    }

    private static void expect(boolean good, String what, byte value, String expected) throws BadFrameException {
        if (!good) {
            throw new BadFrameException(String.format("%s: %02x (expected: %s)", what, value, expected));
        }
    }
}

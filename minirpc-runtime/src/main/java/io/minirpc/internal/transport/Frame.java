package io.minirpc.internal.transport;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.WireWriter;

/**
 * The 14-byte header in front of every body; integers are big-endian.
 *
 * <pre>
 * offset size
 *      0    3 magic 6d 72 70 ("mrp")
 *      3    1 version, 1
 *      4    1 codec: 0 JSON, 1 BINARY, 2 native (only after a hello)
 *      5    1 type: 0 request, 1 response, 2 heartbeat, 3 cancel and 4 drain (only after a hello)
 *      6    4 seq, unsigned; a response carries its request's
 *     10    4 length of the body, unsigned
 * </pre>
 */
public final class Frame {
    /** The length of the header in bytes. */
    public static final int HEADER_BYTES = 14;

    /** Codec of bodies that are JSON documents. */
    public static final int JSON = 0;

    /** Codec of bodies with binary lengths around JSON. */
    public static final int BINARY = 1;

    /** Codec of bodies in the native format. */
    public static final int NATIVE = 2;

    /** Type of a call. */
    public static final int REQUEST = 0;

    /** Type of an answer. */
    public static final int RESPONSE = 1;

    /** Type of a heartbeat, and of a hello if it has a body. */
    public static final int HEARTBEAT = 2;

    /** Type of the cancellation of a call; only after a hello that allows it. */
    public static final int CANCEL = 3;

    /** Type of a server's notice that it takes no more calls on a connection; only after a hello that allows it. */
    public static final int DRAIN = 4;

    static final byte[] MAGIC = {'m', 'r', 'p'};
    static final int VERSION = 1;
    static final int VERSION_OFFSET = 3;
    static final int CODEC_OFFSET = 4;
    static final int TYPE_OFFSET = 5;
    static final int SEQ_OFFSET = 6;
    static final int LENGTH_OFFSET = 10;

    static final int MAGIC_AND_VERSION = 'm' << 24 | 'r' << 16 | 'p' << 8 | VERSION;

    private Frame() {}

    /**
     * Writes a header whose length is not known yet, and returns where the frame starts, for {@link #end}. The writer's
     * limits count from the end of the header on. Where this throws, nothing is written.
     */
    static int begin(WireWriter out, int codec, int type, int seq) {
        out.reserve(HEADER_BYTES);
        int start = out.size();
        out.writeLong((long) MAGIC_AND_VERSION << 32 | (long) (codec << 8 | type) << 16 | seq >>> 16);
        out.writeShort(seq);
        out.writeInt(0);
        out.startPayload();
        return start;
    }

    /**
     * Fills in the length of the frame that starts at start and ends where the writer is, and returns the length of its
     * body.
     *
     * @throws CodecException if the body is longer than maxBodyBytes
     */
    static int end(WireWriter out, int start, int maxBodyBytes) {
        int length = out.size() - start - HEADER_BYTES;
        if (length > maxBodyBytes) {
            throw CodecException.tooLarge(maxBodyBytes);
        }
        out.setInt(start + LENGTH_OFFSET, length);
        return length;
    }
}

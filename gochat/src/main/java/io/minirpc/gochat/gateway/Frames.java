package io.minirpc.gochat.gateway;

import io.minirpc.codec.CodecException;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Failure;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that a gateway writes. Stateless. */
final class Frames {
    /** The longest WebSocket frame to a client. */
    static final int MAX_BYTES = 256 << 10;

    /** The largest id of a request and the largest seq: what JavaScript counts to. */
    static final long MAX_NUMBER = (1L << 53) - 1;

    private Frames() {}

    /**
     * Returns a frame as a line with its line feed, in a buffer of the caller's.
     *
     * @throws CodecException if it cannot be written, or would be longer than a frame may be
     */
    static ByteBuf line(ByteBufAllocator allocator, ServerFrame frame) {
        byte[] json = JsonFormat.encode(ServerFrameCodec.INSTANCE, frame, Limits.DEFAULT);
        if (json.length >= MAX_BYTES) {
            throw new CodecException(frame.getClass().getSimpleName() + ": " + json.length
                    + " bytes (expected: less than " + MAX_BYTES + ")");
        }
        return allocator.directBuffer(json.length + 1).writeBytes(json).writeByte('\n');
    }

    /** Returns lines as the content of one WebSocket frame, which takes them over. */
    static ByteBuf join(ByteBufAllocator allocator, List<ByteBuf> lines) {
        return lines.size() == 1
                ? lines.get(0)
                : allocator.compositeDirectBuffer(lines.size()).addComponents(true, lines);
    }

    /**
     * Returns an error.
     *
     * @param id the request's, 0 where it is unknown
     */
    static Failure failure(long id, ErrorCode code, String text) {
        return new Failure(idOrNull(id), code, code.temporary(), null, text);
    }

    /** Returns an error that says when to try again. */
    static Failure failure(long id, ErrorCode code, long retryAfterMs, String text) {
        return new Failure(idOrNull(id), code, code.temporary(), retryAfterMs, text);
    }

    private static @Nullable Long idOrNull(long id) {
        return id == 0 ? null : id;
    }
}

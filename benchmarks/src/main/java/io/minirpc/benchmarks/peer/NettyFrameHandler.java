package io.minirpc.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CorruptedFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from what was read where it lies, and collects those to write until the event loop has nothing more to
 * read. Frames have minirpc's header; a body is one byte for the method in a request, then the message.
 */
abstract class NettyFrameHandler extends ChannelInboundHandlerAdapter {
    private static final int MAGIC_AND_VERSION = 0x6d727001;
    private static final int CODEC = 1;
    private static final int HEADER_BYTES = 14;
    private static final int SEQ_OFFSET = 6;
    private static final int LENGTH_OFFSET = 10;
    private static final int MAX_BODY_BYTES = 4 << 20;
    private static final int BUFFER_BYTES = 64 << 10;

    private final int type;
    private @Nullable ByteBuf unfinished;
    private @Nullable ByteBuf outbound;

    /** What this side sends: 0 for requests, 1 for responses. */
    NettyFrameHandler(int type) {
        this.type = type;
    }

    /** Reads one frame's body, which may be left half-read. */
    abstract void onFrame(ChannelHandlerContext context, int seq, ByteBuf body);

    @Override
    public final void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (unfinished != null) {
            in = unfinished.writeBytes(in);
            ((ByteBuf) message).release();
            unfinished = null;
        }
        try {
            readFrames(context, in);
            if (in.isReadable()) {
                unfinished = context.alloc()
                        .heapBuffer(Math.max(BUFFER_BYTES, in.readableBytes()))
                        .writeBytes(in);
            }
        } finally {
            in.release();
        }
    }

    private void readFrames(ChannelHandlerContext context, ByteBuf in) {
        while (in.readableBytes() >= HEADER_BYTES) {
            int start = in.readerIndex();
            int length = in.getInt(start + LENGTH_OFFSET);
            if (in.getInt(start) != MAGIC_AND_VERSION || length < 0 || length > MAX_BODY_BYTES) {
                throw new CorruptedFrameException("not a frame of ours");
            }
            if (in.readableBytes() - HEADER_BYTES < length) {
                return;
            }
            in.readerIndex(start + HEADER_BYTES);
            onFrame(context, in.getInt(start + SEQ_OFFSET), in);
            in.readerIndex(start + HEADER_BYTES + length);
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext context) {
        flush(context);
    }

    /** Begins a frame in what {@link #flush} will write; {@link #endFrame} wants what it returns beside the buffer. */
    final int beginFrame(ByteBuf out, int seq) {
        int start = out.writerIndex();
        out.writeInt(MAGIC_AND_VERSION)
                .writeShort(CODEC << 8 | type)
                .writeInt(seq)
                .writeInt(0);
        return start;
    }

    final void endFrame(ByteBuf out, int start) {
        out.setInt(start + LENGTH_OFFSET, out.writerIndex() - start - HEADER_BYTES);
    }

    /** Where frames are written to; only on the event loop. */
    final ByteBuf outbound(ChannelHandlerContext context) {
        if (outbound == null) {
            outbound = context.alloc().directBuffer(BUFFER_BYTES);
        }
        return outbound;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a void promise: a failure comes to exceptionCaught
    final void flush(ChannelHandlerContext context) {
        ByteBuf out = outbound;
        if (out == null || !out.isReadable()) {
            return;
        }
        context.writeAndFlush(out.retain(), context.voidPromise());
        if (out.refCnt() == 1) { // all of it is with the kernel: take it again
            out.clear();
        } else {
            out.release();
            outbound = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (unfinished != null) {
            unfinished.release();
            unfinished = null;
        }
        if (outbound != null) {
            outbound.release();
            outbound = null;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nothing more is to be done
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cause.printStackTrace();
        context.close();
    }
}

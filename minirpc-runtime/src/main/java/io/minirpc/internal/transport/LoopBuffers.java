package io.minirpc.internal.transport;

import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the connections of one event loop share: what is read is copied here, and what is to be written gathers
 * here, so that an idle connection holds none of it. Whoever takes something has it alone until giving it back; the
 * next one meanwhile gets something new. Owned by one thread.
 */
final class LoopBuffers {
    /** As much as Netty reads at a time, at most. */
    private static final int READ_BYTES = 64 << 10;

    private static final int WRITE_BYTES = 64 << 10;

    /** A batch is written out at half of this, so a writer seldom grows beyond. */
    private static final int MAX_KEPT_WRITER_BYTES = 128 << 10;

    private byte @Nullable [] spareBytes;
    private @Nullable WireWriter spareWriter;
    private @Nullable ByteBuf spareOut;

    /** Returns the current thread's; other threads than those of event loops, as in tests, get new ones. */
    static LoopBuffers current() {
        return Thread.currentThread() instanceof IoThread thread ? thread.buffers() : new LoopBuffers();
    }

    /** Returns an array with room for some bytes. */
    byte[] takeBytes(int count) {
        byte[] spare = spareBytes;
        if (spare == null || spare.length < count) {
            return new byte[Math.max(READ_BYTES, count)];
        }
        spareBytes = null;
        return spare;
    }

    void giveBytes(byte[] bytes) {
        if (bytes.length == READ_BYTES) {
            spareBytes = bytes;
        }
    }

    /** Returns an empty writer that keeps to limits. */
    WireWriter takeWriter(Limits limits) {
        WireWriter spare = spareWriter;
        if (spare == null) {
            spare = WireWriter.create(limits);
        } else {
            spareWriter = null;
            spare.reset(limits);
        }
        return spare;
    }

    void giveWriter(WireWriter writer) {
        if (writer.capacity() <= MAX_KEPT_WRITER_BYTES) {
            spareWriter = writer;
        }
    }

    /**
     * Returns an empty buffer in direct memory with room for some bytes, or for a part of them if there is not enough
     * memory.
     */
    ByteBuf takeOut(ByteBufAllocator allocator, int count) {
        ByteBuf spare = spareOut;
        if (spare == null || spare.capacity() < count) {
            return allocate(allocator, Math.max(WRITE_BYTES, count));
        }
        spareOut = null;
        return spare.clear();
    }

    private static ByteBuf allocate(ByteBufAllocator allocator, int count) {
        try {
            return allocator.ioBuffer(count);
        } catch (OutOfMemoryError e) {
            if (count > WRITE_BYTES) {
                return allocator.ioBuffer(WRITE_BYTES);
            }
            throw e;
        }
    }

    /** Takes a buffer back, once it is written or handed on. */
    void giveOut(ByteBuf out) {
        if (spareOut == null && out.refCnt() == 1 && out.capacity() <= MAX_KEPT_WRITER_BYTES) {
            spareOut = out;
        } else {
            out.release(); // what the system has not taken yet is the channel's
        }
    }

    /** Frees what is not the collector's to free; when the thread ends. */
    void release() {
        if (spareOut != null) {
            spareOut.release();
            spareOut = null;
        }
    }
}

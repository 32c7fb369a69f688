package io.minirpc.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.util.internal.PlatformDependent;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls and completes them. Calls from other threads queue; one task for the event loop sends all that queued.
 */
final class NettyClientHandler extends NettyFrameHandler {
    private static final int REQUEST = 0;
    private static final int MAX_PENDING = 1 << 10;

    private final @Nullable NettyCall[] pending = new @Nullable NettyCall[MAX_PENDING];
    private final Queue<NettyCall> queue = PlatformDependent.newMpscQueue();
    private final AtomicBoolean draining = new AtomicBoolean();
    private @Nullable ChannelHandlerContext context;
    private int lastSeq;

    NettyClientHandler() {
        super(REQUEST);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /** Sends a call; on the event loop when it next has nothing to read, as is the case for what a callback calls. */
    void send(NettyCall call) {
        ChannelHandlerContext connection = context;
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        if (connection.executor().inEventLoop()) {
            write(connection, call);
        } else {
            queue.add(call);
            if (!draining.get() && draining.compareAndSet(false, true)) {
                connection.executor().execute(this::drain);
            }
        }
    }

    private void drain() {
        draining.set(false);
        ChannelHandlerContext connection = context;
        if (connection == null) {
            throw new IllegalStateException("not connected");
        }
        for (NettyCall call = queue.poll(); call != null; call = queue.poll()) {
            write(connection, call);
        }
        flush(connection);
    }

    private void write(ChannelHandlerContext connection, NettyCall call) {
        int seq = ++lastSeq;
        int slot = seq & (MAX_PENDING - 1);
        if (pending[slot] != null) {
            call.fail(new IllegalStateException("more than " + MAX_PENDING + " calls in flight"));
            return;
        }
        pending[slot] = call;
        ByteBuf out = outbound(connection);
        int start = beginFrame(out, seq);
        call.writeRequest(out);
        endFrame(out, start);
    }

    @Override
    void onFrame(ChannelHandlerContext connection, int seq, ByteBuf body) {
        int slot = seq & (MAX_PENDING - 1);
        NettyCall call = pending[slot];
        if (call == null) {
            throw new CorruptedFrameException("nobody waits for " + seq);
        }
        pending[slot] = null;
        call.readResponse(body);
    }

    @Override
    public void channelInactive(ChannelHandlerContext connection) {
        super.channelInactive(connection);
        for (int slot = 0; slot < MAX_PENDING; slot++) {
            NettyCall call = pending[slot];
            if (call != null) {
                pending[slot] = null;
                call.fail(new ClosedChannelException());
            }
        }
    }
}

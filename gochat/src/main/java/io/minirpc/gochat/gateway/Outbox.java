package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a client in three classes: control (answers, errors, cursors, the truth), messages, and the rest (receipts,
 * presence, typing). All lines that are ready when a turn of the event loop ends go in one WebSocket frame a class.
 * Control lines are written whatever waits: what causes them is not read while too much waits. Messages wait in the
 * window while the channel is unwritable; the rest is dropped then. Belongs to the channel's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel
final class Outbox {
    private static final int MAX_REST = 64;

    private final Channel channel;
    private final PushWindow window;
    private final LongSupplier clock;
    private final GatewayMetrics metrics;
    private final Deque<ByteBuf> control = new ArrayDeque<>();
    private final List<Runnable> whenWritten = new ArrayList<>();
    private final Deque<ByteBuf> rest = new ArrayDeque<>();
    private boolean scheduled;
    private boolean opened;
    private boolean closed;

    Outbox(Channel channel, PushWindow window, LongSupplier clock, GatewayMetrics metrics) {
        this.channel = channel;
        this.window = window;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Lets messages through; those before wait. */
    void open() {
        opened = true;
    }

    /** Writes a frame of the first class. */
    void control(ServerFrame frame) {
        control(Frames.line(channel.alloc(), frame));
    }

    /** Writes a frame of the first class; the task runs on the event loop when it was written or failed. */
    void control(ServerFrame frame, Runnable written) {
        control(frame);
        if (closed) {
            written.run();
        } else {
            whenWritten.add(written);
        }
    }

    /** Takes over a line of the first class. */
    void control(ByteBuf line) {
        enqueue(line, control);
    }

    /** Takes over a line of the last class, and drops it where it would have to wait. */
    void rest(ByteBuf line) {
        if (closed || !channel.isWritable() || rest.size() == MAX_REST) {
            metrics.dropped(PushClass.REST);
            line.release();
        } else {
            enqueue(line, rest);
        }
    }

    private void enqueue(ByteBuf line, Queue<ByteBuf> lines) {
        if (closed) {
            line.release();
        } else {
            lines.add(line);
            flushSoon();
        }
    }

    /** Writes what waits at the end of this turn of the event loop. */
    void flushSoon() {
        if (!scheduled && !closed) {
            scheduled = true;
            channel.eventLoop().execute(() -> {
                scheduled = false;
                flush();
            });
        }
    }

    /** Writes what waits. */
    void flush() {
        if (closed) {
            return;
        }
        writeControl();
        while (opened && window.hasUnsent() && channel.isWritable()) {
            write(window.nextFrame(channel.alloc(), clock.getAsLong()));
        }
        writeAll(rest);
        channel.flush();
    }

    private void writeControl() {
        ChannelFuture last = writeAll(control);
        if (last != null && !whenWritten.isEmpty()) {
            List<Runnable> tasks = List.copyOf(whenWritten);
            whenWritten.clear();
            last.addListener(done -> tasks.forEach(Runnable::run));
        }
    }

    private @Nullable ChannelFuture writeAll(Deque<ByteBuf> lines) {
        ChannelFuture last = null;
        while (!lines.isEmpty()) {
            List<ByteBuf> some = new ArrayList<>();
            int size = 0;
            while (!lines.isEmpty() && (some.isEmpty() || size + lines.element().readableBytes() <= Frames.MAX_BYTES)) {
                size += lines.element().readableBytes();
                some.add(lines.remove());
            }
            last = write(Frames.join(channel.alloc(), some));
        }
        return last;
    }

    /** Writes unacknowledged messages once more, where nothing else waits. */
    void resend(long afterNanos) {
        List<ByteBuf> frames = window.resend(channel.alloc(), clock.getAsLong(), afterNanos);
        if (frames.isEmpty()) {
            return;
        }
        for (ByteBuf frame : frames) {
            metrics.resent();
            write(frame);
        }
        channel.flush();
    }

    private ChannelFuture write(ByteBuf content) {
        metrics.frameOut();
        return channel.write(new TextWebSocketFrame(content));
    }

    /** Writes the control lines that wait and a close frame; nothing is written afterwards. */
    void close(CloseCode code) {
        if (closed) {
            return;
        }
        writeControl();
        release();
        channel.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()));
    }

    /** Drops all that waits; nothing is written afterwards. */
    void release() {
        closed = true;
        control.forEach(ByteBuf::release);
        control.clear();
        rest.forEach(ByteBuf::release);
        rest.clear();
        window.clear();
        List<Runnable> tasks = List.copyOf(whenWritten);
        whenWritten.clear();
        tasks.forEach(Runnable::run);
    }
}

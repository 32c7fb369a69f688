package io.minirpc.internal.transport;

import static java.util.Objects.requireNonNull;

import io.minirpc.codec.Limits;
import io.minirpc.codec.WireWriter;
import io.minirpc.internal.Reason;
import io.minirpc.internal.ThrottledLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.SocketAddress;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel as a carrier of frames. Frames to be written are appended to one buffer and go out together, with one flush
 * for all that the event loop does in a turn. To be used on the channel's event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // void promises report failures to exceptionCaught
public final class Connection extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final int MAX_BATCH_BYTES = 64 << 10;

    private final FrameHandler handler;
    private final Limits limits;
    private final ThrottledLog peers;
    private final Traffic traffic;
    private final FrameDecoder decoder;
    private final Intake intake;
    private final OpenFrame frame = new OpenFrame(this);
    private LoopBuffers buffers = LoopBuffers.current();
    private @Nullable ChannelHandlerContext context;
    private @Nullable WireWriter batch;
    private boolean opened;
    private long openedNanos;
    private boolean heard;
    private boolean reading;
    private boolean handedOver;
    private boolean flushScheduled;
    private @Nullable String closeReason;
    private @Nullable Throwable closeCause;

    /**
     * Creates a connection, to be added to a channel's pipeline; frames with longer bodies than the limits allow end
     * it.
     *
     * @param peers where to say what is wrong with peers
     * @param traffic where to count bytes
     * @param frames the memory for incomplete frames
     */
    public Connection(FrameHandler handler, Limits limits, ThrottledLog peers, Traffic traffic, FrameRoom frames) {
        this.handler = handler;
        this.limits = limits;
        this.peers = peers;
        this.traffic = traffic;
        decoder = new FrameDecoder(limits.maxFrameBytes());
        intake = new Intake(frames, decoder);
    }

    /** Accepts drains from now on, which a server that has our hello may send before its own. */
    public void allowDrain() {
        decoder.allowDrain();
    }

    /** Accepts from now on what the peer has said in its hello that it uses. */
    public void allow(Hello hello) {
        decoder.allow(hello);
    }

    /** Accepts bodies up to this length from the next frame on. */
    public void maxBodyBytes(int bytes) {
        decoder.maxBodyBytes(bytes);
    }

    /**
     * Stops reading while more data waits to be written than the channel's high watermark. A frame that has taken room
     * is still read to its end.
     */
    public void readOnlyWhileWritable() {
        intake.readOnlyWhileWritable();
    }

    /**
     * Closes the connection if the peer sends less than a kibibyte a second, for half a minute, of a frame that has
     * taken room.
     */
    public void cutOffSlowFrames() {
        intake.cutOffSlowFrames(reason -> {
            peers.warn("closing the connection with {}: {}", peer(), reason);
            close(reason, null);
        });
    }

    /** Continues to read a frame that has waited for room, if it has room now. For when the notification was lost. */
    public void readOn() {
        intake.readOn();
    }

    /** Begins a frame behind those that wait to be flushed; see {@link OpenFrame}. A flush must follow. */
    public OpenFrame begin(int codec, int type, int seq) {
        WireWriter writer = batch;
        if (writer == null) {
            writer = buffers.takeWriter(limits);
            batch = writer;
        }
        return frame.begin(writer, codec, type, seq);
    }

    /** Records that a frame was appended to the batch. */
    void appended() {
        if (requireNonNull(batch, "batch").size() >= MAX_BATCH_BYTES) {
            flush(); // the peer can read these while the others are written
        }
    }

    /** Appends a frame with a ready body. */
    public void append(int codec, int type, int seq, byte[] body) {
        try (OpenFrame open = begin(codec, type, seq)) {
            WireWriter out = open.body();
            for (byte b : body) {
                out.writeByte(b); // the limits are for calls, not for the protocol's own frames
            }
            open.end(body.length);
        }
    }

    /** Writes out what was appended. */
    public void flush() {
        flushScheduled = false;
        WireWriter writer = batch;
        if (writer == null) {
            return;
        }
        batch = null;
        try {
            write(writer.array(), writer.size());
        } catch (Throwable e) {
            // Calls whose frames are lost have to fail.
            peers.error("closing the connection with {}, to which nothing can be written", peer(), e);
            close("what was to be sent cannot be written: " + Reason.describe(e), e);
        }
        buffers.giveWriter(writer);
    }

    private void write(byte[] bytes, int size) {
        int from = 0;
        while (from < size) {
            ByteBuf out = buffers.takeOut(context().alloc(), size - from);
            int part = Math.min(size - from, out.capacity());
            out.writeBytes(bytes, from, part);
            traffic.sent(part);
            try {
                context().writeAndFlush(out.retain(), context().voidPromise());
            } finally {
                buffers.giveOut(out);
            }
            from += part;
        }
    }

    /** Writes out what was appended at the end of this turn of the event loop, with whatever is appended until then. */
    public void flushSoon() {
        if (!reading && !flushScheduled) {
            flushScheduled = true;
            try {
                context().executor().execute(this::flush);
            } catch (Throwable e) {
                flush(); // there is no memory for a task, or the loop ends
            }
        }
    }

    /** Returns how many written bytes the system has not taken; 0 on a closed connection. */
    public long unreadBytes() {
        ChannelOutboundBuffer out = context().channel().unsafe().outboundBuffer();
        return out == null ? 0 : out.totalPendingWriteBytes() - out.currentProgress();
    }

    /** Returns whether the system is known to have sent data to the peer within the last so many nanoseconds. */
    public boolean hasSentWithin(long nanos) {
        return SentData.isWithin(context().channel(), nanos);
    }

    /** Returns whether less data waits to be written than the channel's high watermark. */
    public boolean isWritable() {
        // Asks the channel, because its notification of a change may come later, as with TLS.
        return context().channel().isWritable();
    }

    /** Runs a task on the event loop when the system has taken all that was written, or the connection is closed. */
    public void afterWrites(Runnable task) {
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> task.run());
    }

    /** Returns whether frames can still be written. */
    public boolean isOpen() {
        return closeReason == null && context().channel().isActive();
    }

    /** Closes the connection at once; frames not yet written are lost. */
    public void close(String reason, @Nullable Throwable cause) {
        if (closeReason == null) {
            closeReason = reason;
            closeCause = cause;
            context().close();
        }
    }

    /** Closes the connection when all that was appended is written. */
    public void closeAfterWrites(String reason) {
        if (closeReason == null) {
            closeReason = reason;
            flush();
            context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Returns whether frames could be written, now or before: the connection came about, with TLS if there is any. */
    public boolean hasOpened() {
        return opened;
    }

    /** Returns when the connection was {@link #hasOpened opened}, as a time of {@link System#nanoTime}. */
    public long openedNanos() {
        return openedNanos;
    }

    /**
     * Returns when something arrived last or reading began, as a time of {@link System#nanoTime}. Frames that arrived
     * together have the same time.
     */
    public long arrivalNanos() {
        return intake.arrivalNanos();
    }

    /** Returns when something arrived last, or now while this side does not read. */
    public long heardNanos() {
        return intake.heardNanos();
    }

    /** Returns whether anything has arrived. */
    public boolean hasHeard() {
        return heard;
    }

    /**
     * Returns whether a frame is incomplete that was begun more than so many nanoseconds before now. Time in which this
     * side does not read is not counted.
     */
    public boolean isFrameOverdue(long now, long nanos) {
        return intake.isFrameOverdue(now, nanos);
    }

    /** Excludes a time, in which this process stood still, from how long the peer has taken for anything. */
    public void leaveOut(long nanos) {
        openedNanos = Lateness.putOff(openedNanos, nanos, System.nanoTime());
        intake.leaveOut(nanos);
    }

    /** Returns the peer's address, for messages. */
    public SocketAddress peer() {
        return context().channel().remoteAddress();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
        intake.attach(context);
        buffers = LoopBuffers.current();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (!speaksTls()) {
            open();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake) || closeReason != null) {
            return;
        }
        if (handshake.isSuccess()) {
            open();
        } else {
            Throwable cause = handshake.cause();
            closeReason = "the TLS handshake failed: " + TlsFailure.reason(cause); // TLS itself closes the channel
            closeCause = cause instanceof NotSslRecordException ? null : cause; // which quotes what the peer sent
        }
    }

    private void open() {
        if (!opened) {
            opened = true;
            openedNanos = System.nanoTime();
            handler.opened();
        }
    }

    private boolean speaksTls() {
        return context().pipeline().get(SslHandler.class) != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        heard = true;
        ByteBuf in = (ByteBuf) message;
        intake.received(in.readableBytes());
        traffic.received(in.readableBytes());
        try {
            decoder.feed(in, buffers);
        } finally {
            in.release();
        }
        try {
            handedOver = false;
            while (closeReason == null && decoder.next()) {
                handedOver = true;
                handler.frame(decoder);
            }
        } catch (BadFrameException e) {
            String reason = String.valueOf(e.getMessage());
            peers.warn("closing the connection with {}: {}", peer(), reason);
            handler.badFrame(reason);
            close("the peer sent a bad frame: " + reason, null);
        } finally {
            decoder.keepRest(buffers);
            intake.noteFrame(handedOver, closeReason == null);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flush();
        handler.turnEnded();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        intake.readIfPossible();
        handler.writabilityChanged(isWritable());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        Throwable cause = thrown instanceof DecoderException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (closeReason != null) {
            LOG.debug("after the connection with {} was closed: {}", peer(), cause.getClass());
        } else if (cause instanceof SSLException) {
            close("TLS failed: " + TlsFailure.reason(cause), cause instanceof NotSslRecordException ? null : cause);
        } else if (cause instanceof IOException) {
            LOG.debug("the connection with {} broke", peer(), cause);
            close("the connection broke: " + Reason.of(cause) + hint(), cause);
        } else {
            peers.error("closing the connection with {} after an unexpected failure", peer(), cause);
            close("an unexpected failure: " + Reason.describe(cause), cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        intake.giveRoomBack();
        if (batch != null) {
            buffers.giveWriter(batch);
            batch = null;
        }
        handler.closed(closeReason == null ? "the peer closed the connection" + hint() : closeReason, closeCause);
    }

    /** Returns what may have made a silent peer hang up, to be appended to the reason. */
    private String hint() {
        return heard || speaksTls()
                ? ""
                : " before it said anything, as one does that expects TLS, or has too many connections";
    }

    private ChannelHandlerContext context() {
        return requireNonNull(context, "context");
    }
}

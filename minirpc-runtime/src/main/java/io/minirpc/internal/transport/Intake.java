package io.minirpc.internal.transport;

import static java.util.Objects.requireNonNull;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a connection. Reading stops while a begun frame waits for room, and on servers while the peer
 * does not read its answers. Time without reading does not count against the peer. Owned by the event loop.
 */
final class Intake {
    private final FrameRoom frames;
    private final FrameDecoder decoder;
    private @Nullable ChannelHandlerContext context;
    private boolean readsOnlyWhileWritable;
    private boolean reads = true;
    private long arrivalNanos = System.nanoTime();
    private long receivedBytes;
    private boolean inFrame;
    private long frameBeganNanos;
    private boolean waitsForRoom;
    private FrameRoom.@Nullable Claim room;

    /** Null where slow frames are not cut off, or none has taken room yet. */
    private @Nullable SlowFrameWatch slowFrames;

    private @Nullable Consumer<String> cutOff;

    Intake(FrameRoom frames, FrameDecoder decoder) {
        this.frames = frames;
        this.decoder = decoder;
    }

    void attach(ChannelHandlerContext context) {
        this.context = context;
    }

    void readOnlyWhileWritable() {
        readsOnlyWhileWritable = true;
    }

    void cutOffSlowFrames(Consumer<String> cutOff) {
        this.cutOff = cutOff;
    }

    /** Records the arrival of bytes. */
    void received(int bytes) {
        arrivalNanos = System.nanoTime();
        receivedBytes += bytes;
    }

    /**
     * Looks at the frame that is incomplete after a read.
     *
     * @param handedOver whether a frame was completed
     * @param open whether the next frame is awaited
     */
    void noteFrame(boolean handedOver, boolean open) {
        if (handedOver || !decoder.isInFrame()) {
            giveRoomBack();
        }
        if (!decoder.isInFrame()) {
            inFrame = false;
            return;
        }
        if (!inFrame || handedOver) {
            inFrame = true;
            frameBeganNanos = arrivalNanos;
        }
        if (room == null && decoder.keptCapacity() > FrameRoom.FREE_BYTES && open) {
            claimRoom();
        }
    }

    private void claimRoom() {
        FrameRoom.Claim claim =
                frames.claim(decoder.incompleteFrameBytes(), context().executor(), this::readOn);
        room = claim;
        waitsForRoom = !claim.hasRoom();
        watchProgress();
        readIfPossible();
    }

    private void watchProgress() {
        if (slowFrames == null && cutOff != null) {
            slowFrames = new SlowFrameWatch(this, context().executor(), cutOff);
        }
        if (slowFrames != null) {
            slowFrames.start();
        }
    }

    /** Continues to read a frame that has waited for room, if it has room now. */
    void readOn() {
        if (waitsForRoom && room != null && room.hasRoom()) {
            waitsForRoom = false;
            readIfPossible();
        }
    }

    void giveRoomBack() {
        FrameRoom.Claim given = room;
        if (given != null) {
            room = null;
            waitsForRoom = false;
            frames.giveBack(given);
            readIfPossible();
        }
    }

    /** Starts or stops reading. A frame that has room is read to its end, because others wait for that room. */
    void readIfPossible() {
        Channel channel = context().channel();
        if (!channel.isActive()) {
            return;
        }
        boolean possible = !waitsForRoom && (!readsOnlyWhileWritable || room != null || channel.isWritable());
        if (possible && !reads) {
            arrivalNanos = System.nanoTime();
            frameBeganNanos = arrivalNanos;
        }
        reads = possible;
        channel.config().setAutoRead(possible);
    }

    boolean isReading() {
        return reads;
    }

    /** Returns whether an incomplete frame has room or waits for it. */
    boolean hasClaim() {
        return room != null;
    }

    long receivedBytes() {
        return receivedBytes;
    }

    long arrivalNanos() {
        return arrivalNanos;
    }

    long heardNanos() {
        return reads ? arrivalNanos : System.nanoTime();
    }

    boolean isFrameOverdue(long now, long nanos) {
        return inFrame && reads && now - frameBeganNanos > nanos;
    }

    void leaveOut(long nanos) {
        long now = System.nanoTime();
        arrivalNanos = Lateness.putOff(arrivalNanos, nanos, now);
        frameBeganNanos = Lateness.putOff(frameBeganNanos, nanos, now);
    }

    private ChannelHandlerContext context() {
        return requireNonNull(context, "context");
    }
}

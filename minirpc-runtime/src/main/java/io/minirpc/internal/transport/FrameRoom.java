package io.minirpc.internal.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The memory that the incomplete frames of all connections of a server or a client may take together. A frame of which
 * as much as one read has arrived claims room for its whole length, and its connection reads on once it has room. So
 * each frame with room can be completed, or its connection is closed because it takes too long, and no frame waits for
 * one that waits. Claims are served in order. A frame longer than the bound has all the room for itself. Thread-safe.
 */
public final class FrameRoom {
    /** The bytes that a connection may keep without a claim, as many as it reads at a time. */
    static final int FREE_BYTES = 64 << 10;

    /** The part of the largest heap that incomplete frames may take by default; unread answers may take as much. */
    private static final int PART_OF_HEAP = 4;

    private final long maxBytes;
    private final Queue<Claim> waiting = new ArrayDeque<>(0);
    private long takenBytes;

    /** Creates a room of so many bytes. */
    public FrameRoom(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns the default bound of incomplete frames, and of unread answers. */
    public static long defaultBytes() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** Returns the total length of the frames that have room. */
    public synchronized long takenBytes() {
        return takenBytes;
    }

    /**
     * Claims room. Each claim has to be given back.
     *
     * @param granted is run by the executor once there is room, unless there is room at once. It may be lost
     */
    synchronized Claim claim(long bytes, Executor executor, Runnable granted) {
        Claim claim = new Claim(bytes, executor, granted);
        if (waiting.isEmpty() && fits(claim)) {
            give(claim);
        } else {
            waiting.add(claim);
        }
        return claim;
    }

    /** Gives a claim back, whether it has room or waits. */
    void giveBack(Claim claim) {
        List<Claim> next = new ArrayList<>(0);
        synchronized (this) {
            if (claim.hasRoom) {
                takenBytes -= claim.bytes;
            } else {
                waiting.remove(claim);
            }
            for (Claim first = waiting.peek(); first != null && fits(first); first = waiting.peek()) {
                waiting.remove();
                give(first);
                next.add(first);
            }
        }
        next.forEach(Claim::tell);
    }

    private boolean fits(Claim claim) {
        return takenBytes == 0 || claim.bytes <= maxBytes - takenBytes;
    }

    private void give(Claim claim) {
        claim.hasRoom = true;
        takenBytes += claim.bytes;
    }

    /** The claim of one frame. */
    static final class Claim {
        private final long bytes;
        private final Executor executor;
        private final Runnable granted;
        private volatile boolean hasRoom;

        private Claim(long bytes, Executor executor, Runnable granted) {
            this.bytes = bytes;
            this.executor = executor;
            this.granted = granted;
        }

        private void tell() {
            try {
                executor.execute(granted);
            } catch (Throwable e) {
                // The event loop has ended, or there is no memory for a task. Connections also check hasRoom()
                // periodically.
            }
        }

        boolean hasRoom() {
            return hasRoom;
        }
    }
}

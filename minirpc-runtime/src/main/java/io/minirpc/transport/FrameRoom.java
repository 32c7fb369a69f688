package io.minirpc.transport;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The memory that the begun frames of all connections of a server or a client may take together. A frame of which as
 * much as a read is there asks for room for its whole length, and its connection reads on once it has it: so each frame
 * that has room can come to its end, or is cut off for taking too long, and none waits for one that waits. Room is
 * given in the order in which it was asked for. A frame longer than all the room gets it alone. Thread-safe.
 */
public final class FrameRoom {
    /** What a connection may keep without asking, as much as it reads at a time. */
    static final int FREE_BYTES = 64 << 10;

    /** The part of the largest heap that begun frames may take, where nothing else is set. */
    private static final int PART_OF_HEAP = 4;

    private final long maxBytes;
    private final Queue<Claim> waiting = new ArrayDeque<>(0);
    private long takenBytes;

    /** Creates room for so many bytes. */
    public FrameRoom(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Returns a bound that leaves room for everything else on the heap. */
    public static long defaultBytes() {
        return Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
    }

    /** Returns how many bytes the frames that have room will take. */
    public synchronized long takenBytes() {
        return takenBytes;
    }

    /**
     * Asks for room. Each claim has to be given back.
     *
     * @param granted is run by the executor once there is room, unless there is some at once
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

    /** Gives room back, or takes back that it was asked for. */
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

    /** What one frame asks for. */
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
                // The event loop has ended, or there is no memory for a task: the connection asks hasRoom() later.
            }
        }

        boolean hasRoom() {
            return hasRoom;
        }
    }
}

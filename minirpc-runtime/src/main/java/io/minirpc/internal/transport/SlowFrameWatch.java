package io.minirpc.internal.transport;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The watch over frames that take room and hardly progress, while others may wait for that room. A peer is cut off if
 * it sends less than 10 KiB in each of three consecutive periods of 10 s: a large reply over a slow link is not. The
 * watch counts periods rather than time, so a standstill of this process counts as one. It has a timer only while there
 * is such a frame. Owned by the event loop.
 */
final class SlowFrameWatch implements Runnable {
    static final int PERIOD_SECONDS = 10;
    static final int MIN_BYTES = 10 << 10;
    static final int SLOW_PERIODS = 3;

    private static final String TOO_SLOW = "a frame that has begun makes no progress: fewer than " + MIN_BYTES
            + " bytes have come in each of " + SLOW_PERIODS + " periods of " + PERIOD_SECONDS + " s";

    private final Intake intake;
    private final EventExecutor loop;
    private final Consumer<String> cutOff;
    private boolean scheduled;
    private long lastBytes;
    private int slowPeriods;

    /**
     * Creates a watch that does not run yet.
     *
     * @param cutOff closes the connection, with a reason
     */
    SlowFrameWatch(Intake intake, EventExecutor loop, Consumer<String> cutOff) {
        this.intake = intake;
        this.loop = loop;
        this.cutOff = cutOff;
    }

    /** Starts the watch, unless it runs. */
    void start() {
        if (!scheduled) {
            lastBytes = intake.receivedBytes();
            slowPeriods = 0;
            schedule();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the task cannot fail
    private void schedule() {
        loop.schedule(this, PERIOD_SECONDS, TimeUnit.SECONDS);
        scheduled = true;
    }

    @Override
    public void run() {
        scheduled = false;
        intake.readOn(); // in case the message that there is room was lost
        if (!intake.hasClaim()) {
            return;
        }
        long bytes = intake.receivedBytes();
        slowPeriods = intake.isReading() && bytes - lastBytes < MIN_BYTES ? slowPeriods + 1 : 0;
        lastBytes = bytes;
        if (slowPeriods == SLOW_PERIODS) {
            cutOff.accept(TOO_SLOW);
        } else {
            schedule();
        }
    }
}

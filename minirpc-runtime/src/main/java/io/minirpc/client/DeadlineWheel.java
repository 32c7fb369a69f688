package io.minirpc.client;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls whose deadline has passed, up to one tick late. A hashed wheel (Varghese and Lauck, scheme 6) of linked
 * lists: adding and removing a call costs a few stores and no allocation, since nearly all calls end before their
 * deadline. It turns only while there are calls. Owned by one event loop, so without locks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // ticks cannot fail
final class DeadlineWheel {
    /** 2^24 ns, 16.8 ms. */
    private static final int TICK_BITS = 24;

    private static final int BUCKETS = 256;

    /** After so many missed ticks the process was suspended: replies that have arrived meanwhile are read first. */
    private static final int STANDSTILL_TICKS = 16;

    private final @Nullable PendingCall[] buckets = new PendingCall[BUCKETS];
    private final EventLoop loop;
    private final Consumer<PendingCall> expired;
    private int size;
    private long lastTick;
    private boolean turning;
    private boolean waited;

    /** Creates a wheel that hands calls over when their time has passed; they are out of the wheel then. */
    DeadlineWheel(EventLoop loop, Consumer<PendingCall> expired) {
        this.loop = loop;
        this.expired = expired;
    }

    void add(PendingCall call) {
        if (!turning) {
            turning = true;
            lastTick = System.nanoTime() >> TICK_BITS;
            scheduleTick();
        }
        // A deadline that lies behind the wheel's position belongs to the next tick, not to the next round.
        int bucket = (int) Math.max(call.deadlineNanos() >> TICK_BITS, lastTick) & BUCKETS - 1;
        PendingCall first = buckets[bucket];
        call.bucket = bucket;
        call.nextInWheel = first;
        if (first != null) {
            first.previousInWheel = call;
        }
        buckets[bucket] = call;
        size++;
    }

    void remove(PendingCall call) {
        PendingCall previous = call.previousInWheel;
        PendingCall next = call.nextInWheel;
        if (previous == null) {
            buckets[call.bucket] = next;
        } else {
            previous.nextInWheel = next;
        }
        if (next != null) {
            next.previousInWheel = previous;
        }
        call.bucket = PendingCall.NOT_IN_WHEEL;
        call.previousInWheel = null;
        call.nextInWheel = null;
        size--;
    }

    private void tick() {
        long now = System.nanoTime();
        long tick = now >> TICK_BITS;
        if (tick - lastTick > STANDSTILL_TICKS && !waited) {
            waited = true;
            scheduleTick();
            return;
        }
        waited = false;
        List<PendingCall> late = new ArrayList<>(0);
        for (long t = Math.max(lastTick, tick - BUCKETS); t < tick; t++) {
            takeLate((int) t & BUCKETS - 1, now, late);
        }
        lastTick = tick;
        if (size == 0) {
            turning = false;
        } else {
            scheduleTick();
        }
        late.forEach(expired);
    }

    /** Calls of later rounds share the bucket and stay. */
    private void takeLate(int bucket, long now, List<PendingCall> late) {
        PendingCall call = buckets[bucket];
        while (call != null) {
            PendingCall next = call.nextInWheel;
            if (call.deadlineNanos() - now <= 0) {
                remove(call);
                late.add(call);
            }
            call = next;
        }
    }

    private void scheduleTick() {
        loop.schedule(this::tick, 1L << TICK_BITS, TimeUnit.NANOSECONDS);
    }
}

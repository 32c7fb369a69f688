package io.minirpc.samples.features;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** A kitchen whose moods a feature can choose. Thread-safe. */
final class MoodyKitchen implements Kitchen {
    private static final int PRICE = 7;

    private final AtomicInteger calls = new AtomicInteger();
    private volatile IntPredicate broken = call -> false;
    private volatile IntPredicate slow = call -> false;
    private volatile long millis;

    /** Has calls fail, by their number from 1 on. */
    MoodyKitchen failing(IntPredicate which) {
        broken = which;
        return this;
    }

    /** Has calls take their time, by their number from 1 on. */
    MoodyKitchen slow(IntPredicate which, long takesMillis) {
        slow = which;
        millis = takesMillis;
        return this;
    }

    /** Returns how many calls have reached the kitchen. */
    int calls() {
        return calls.get();
    }

    @Override
    public String cook(String dish) {
        work();
        return "a " + dish;
    }

    @Override
    public int price(String dish) {
        work();
        return PRICE;
    }

    @Override
    public void pay(String card, int amount) {
        work();
    }

    private void work() {
        int call = calls.incrementAndGet();
        if (slow.test(call)) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (broken.test(call)) {
            throw new RpcException(StatusCode.UNAVAILABLE, "the stove is cold");
        }
    }
}

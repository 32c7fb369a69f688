package io.minirpc.gochat;

import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.memory.MemoryBus;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A bus that loses what it is told to. */
final class LossyBus implements Bus, AutoCloseable {
    private final MemoryBus bus = new MemoryBus();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Predicate<Push> loses = push -> false;

    void lose(Predicate<Push> which) {
        loses = which;
    }

    int lost() {
        return lost.get();
    }

    @Override
    public void publish(String gateway, Push push) {
        if (loses.test(push)) {
            lost.incrementAndGet();
        } else {
            bus.publish(gateway, push);
        }
    }

    @Override
    public void giveUp() {
        bus.giveUp();
    }

    @Override
    public AutoCloseable subscribe(String gateway, Listener listener) {
        return bus.subscribe(gateway, listener);
    }

    @Override
    public void close() {
        bus.close();
    }
}

package io.minirpc.gochat;

import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.support.ForwardingBus;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Buses that lose what they are told to. */
final class LossyBus {
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Predicate<Bus.Push> loses = push -> false;

    void lose(Predicate<Bus.Push> which) {
        loses = which;
    }

    int lost() {
        return lost.get();
    }

    /** Returns a bus that loses some of what the other one would bring. */
    Bus over(Bus bus) {
        return new ForwardingBus(bus) {
            @Override
            public void publish(String gateway, Push push) {
                if (loses.test(push)) {
                    lost.incrementAndGet();
                } else {
                    super.publish(gateway, push);
                }
            }
        };
    }
}

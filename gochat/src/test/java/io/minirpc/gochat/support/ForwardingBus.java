package io.minirpc.gochat.support;

import io.minirpc.gochat.route.Bus;

/** A bus that hands everything to another one: for tests that change a part of that. Thread-safe as the other is. */
public class ForwardingBus implements Bus {
    private final Bus to;

    public ForwardingBus(Bus to) {
        this.to = to;
    }

    @Override
    public void publish(String gateway, Push push) {
        to.publish(gateway, push);
    }

    @Override
    public void giveUp() {
        to.giveUp();
    }

    @Override
    public AutoCloseable subscribe(String gateway, Listener listener) {
        return to.subscribe(gateway, listener);
    }
}

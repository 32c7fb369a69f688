package io.minirpc.gochat.route.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.route.BusContract;
import io.minirpc.gochat.route.PushQueue;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryBusTest extends BusContract {
    private final MemoryBus bus = new MemoryBus();

    @AfterEach
    void close() {
        bus.close();
    }

    @Override
    protected Bus bus() {
        return bus;
    }

    @Test
    void queueIsBoundedByNumber() throws Exception {
        assertThat(receivedOf(30_000, push(1))).isBetween(PushQueue.MAX_PUSHES, PushQueue.MAX_PUSHES + 1);
    }

    @Test
    void queueIsBoundedBySize() throws Exception {
        ServerFrame large = new ServerFrame.Message("p:1:2", 1, 0, "1", "1", "text", "x".repeat(16_384), 1, null);
        int received = receivedOf(5_000, new ToUsers(List.of(1L), large, null));
        assertThat(received * 32_768L).isBetween(PushQueue.MAX_WEIGHT / 2, PushQueue.MAX_WEIGHT + 65_536);
    }

    /** Publishes while the listener stands, then counts what it got. */
    private int receivedOf(int count, Push push) throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger received = new AtomicInteger();
        CountDownLatch last = new CountDownLatch(1);
        AutoCloseable subscription = bus.subscribe("g", one -> {
            entered.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (one.frame() instanceof ServerFrame.Behind) {
                last.countDown();
            } else {
                received.incrementAndGet();
            }
        });
        try (subscription) {
            bus.publish("g", push);
            entered.await();
            for (int i = 1; i < count; i++) {
                bus.publish("g", push);
            }
            goOn.countDown();
            await().until(() -> {
                bus.publish("g", new ToUsers(List.of(1L), new ServerFrame.Behind(), null));
                return last.getCount() == 0;
            });
            return received.get();
        }
    }
}

package io.minirpc.gochat.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.Bus.ToGroup;
import io.minirpc.gochat.route.Bus.ToUsers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link Bus} does as long as nothing is lost. */
public abstract class BusContract {
    /** Returns the bus under test. */
    protected abstract Bus bus();

    @Test
    void pushesReachTheirGatewayInOrder() throws Exception {
        List<Push> first = new CopyOnWriteArrayList<>();
        List<Push> second = new CopyOnWriteArrayList<>();
        try (AutoCloseable one = bus().subscribe("g1", first::add);
                AutoCloseable two = bus().subscribe("g2", second::add)) {
            LongStream.range(0, 1_000).forEach(i -> bus().publish(i % 2 == 0 ? "g1" : "g2", push(i)));

            await().until(() -> first.size() == 500 && second.size() == 500);
            assertThat(first).extracting(BusContract::numberOf).isSorted();
            assertThat(second).extracting(BusContract::numberOf).isSorted();
        }
    }

    @Test
    void pushArrivesWhole() throws Exception {
        arrivesWhole(new ToUsers(List.of(1L, 2L), new ServerFrame.Typing("p:1:2", "1"), "connection"));
    }

    @Test
    void pushOfARemovalArrivesWhole() throws Exception {
        arrivesWhole(new ToUsers(List.of(1L), message(50), null, true));
    }

    @Test
    void pushToAGroupArrivesWhole() throws Exception {
        arrivesWhole(new ToGroup(message(51), 7));
    }

    private void arrivesWhole(Push push) throws Exception {
        List<Push> received = new CopyOnWriteArrayList<>();
        try (AutoCloseable subscription = bus().subscribe("g1", received::add)) {
            bus().publish("g1", push);
            await().until(() -> !received.isEmpty());
            assertThat(received).containsExactly(push);
        }
    }

    private static ServerFrame.Message message(long seq) {
        return new ServerFrame.Message("g:5", seq, seq - 1, "1", "2", "text", "🍣", 1_000, "m-1");
    }

    /** One publisher's pushes of both kinds keep their order, so that a join comes before what follows it. */
    @Test
    void pushesOfBothKindsKeepTheirOrder() throws Exception {
        List<Push> received = new CopyOnWriteArrayList<>();
        try (AutoCloseable subscription = bus().subscribe("g1", received::add)) {
            List<Push> sent = LongStream.range(0, 500)
                    .mapToObj(i -> i % 3 == 0 ? push(i) : new ToGroup(message(i), 1))
                    .toList();
            sent.forEach(push -> bus().publish("g1", push));
            await().until(() -> received.size() == 500);
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void pushToGatewayThatNobodyHearsIsDropped() throws Exception {
        bus().publish("nobody", push(1));
        List<Push> later = new CopyOnWriteArrayList<>();
        try (AutoCloseable other = bus().subscribe("g1", later::add)) {
            bus().publish("g1", push(1)); // behind it, so that is on its way to nobody no more
            await().until(() -> !later.isEmpty());
        }
        List<Push> received = new CopyOnWriteArrayList<>();
        try (AutoCloseable subscription = bus().subscribe("nobody", received::add)) {
            bus().publish("nobody", push(2));
            await().until(() -> !received.isEmpty());
            assertThat(received).containsExactly(push(2));
        }
    }

    @Test
    void endedSubscriptionReceivesNothing() throws Exception {
        List<Push> ended = new CopyOnWriteArrayList<>();
        List<Push> other = new CopyOnWriteArrayList<>();
        bus().subscribe("g1", ended::add).close();
        try (AutoCloseable subscription = bus().subscribe("g1", other::add)) {
            bus().publish("g1", push(1));
            await().until(() -> !other.isEmpty());
        }
        assertThat(ended).isEmpty();
    }

    @Test
    void failingListenerStillReceivesWhatFollows() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable subscription = bus().subscribe("g1", push -> {
            calls.incrementAndGet();
            throw new IllegalStateException("on purpose");
        });
        try (subscription) {
            bus().publish("g1", push(1));
            bus().publish("g1", push(2));
            await().until(() -> calls.get() == 2);
        }
    }

    @Test
    void publishingToASlowGatewayDoesNotBlock() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        AutoCloseable subscription = bus().subscribe("g1", push -> {
            calls.incrementAndGet();
            awaitQuietly(goOn);
        });
        try (subscription) {
            for (int i = 0; i < 50_000; i++) {
                bus().publish("g1", push(i)); // more than any queue takes: the rest is lost
            }
            goOn.countDown();
            await().until(() -> calls.get() > 0);
        }
    }

    protected static Push push(long number) {
        return new ToUsers(List.of(1L), new ServerFrame.Mark(number), null);
    }

    private static long numberOf(Push push) {
        return ((ServerFrame.Mark) push.frame()).n();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

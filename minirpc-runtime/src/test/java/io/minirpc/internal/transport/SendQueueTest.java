package io.minirpc.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.Throwing;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendQueueTest {
    private static final int THREADS = 4;
    private static final int PER_THREAD = 2_000;

    private final EventLoopGroup loops = Medium.TCP.newGroup(1, "queue-test-", true);
    private final List<Item> sent = new CopyOnWriteArrayList<>();
    private final List<Item> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger flushes = new AtomicInteger();
    private final SendQueue<Item> queue = new SendQueue<>(loops.next(), new SendQueue.Sender<Item>() {
        @Override
        public void send(Item item) {
            if (item.number % 100 == 0) {
                sent.add(item);
            }
            count.incrementAndGet();
        }

        @Override
        public void flush() {
            flushes.incrementAndGet();
        }

        @Override
        public void flushSoon() {
            flushes.incrementAndGet();
        }

        @Override
        public void failed(Item item, Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void refuse(Item item) {
            refused.add(item);
        }
    });

    private static final class Item extends SendQueue.Node<Item> {
        private final int thread;
        private final int number;

        Item(int thread, int number) {
            this.thread = thread;
            this.number = number;
        }
    }

    @AfterEach
    void stopLoops() {
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void everyNodeIsHandedOverOnceAndInTheOrderOfItsThread() throws Exception {
        List<Thread> threads = IntStream.range(0, THREADS)
                .mapToObj(t ->
                        new Thread(() -> IntStream.range(0, PER_THREAD).forEach(i -> queue.push(new Item(t, i)))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        await().until(() -> count.get() == THREADS * PER_THREAD);
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            assertThat(sent.stream().filter(item -> item.thread == thread).map(item -> item.number))
                    .isSorted()
                    .hasSize(PER_THREAD / 100);
        }
    }

    @Test
    void whatGathersWhileTheLoopIsBusyIsFlushedOnce() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        loops.next().execute(() -> {
            try {
                busy.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        IntStream.range(0, 50).forEach(i -> queue.push(new Item(0, i)));
        busy.countDown();
        await().until(() -> count.get() == 50 && flushes.get() > 0);
        assertThat(flushes).hasValue(1);
    }

    @Test
    void whatIsOnlyAddedIsHandedOverByTheWakeUpThatTheFirstAsksFor() {
        assertThat(queue.add(new Item(0, 0))).isTrue();
        assertThat(queue.add(new Item(0, 1))).isFalse();
        loops.next().submit(() -> {}).syncUninterruptibly();
        assertThat(count).hasValue(0);
        queue.wake();
        await().until(() -> count.get() == 2 && flushes.get() == 1);
    }

    @Test
    void aNodeMayBeQueuedElsewhereAsSoonAsItIsHandedOver() {
        List<Item> handedOver = new ArrayList<>();
        SendQueue<Item> elsewhere = new SendQueue<>(loops.next(), handingTo(handedOver::add));
        Item there = new Item(1, 0);
        Item older = new Item(0, 0);
        Item newer = new Item(0, 1);
        SendQueue<Item> first = new SendQueue<>(loops.next(), handingTo(item -> {
            handedOver.add(item);
            if (item == older) {
                elsewhere.add(item);
            }
        }));
        elsewhere.add(there);
        first.add(older);
        first.add(newer);
        first.run();
        assertThat(handedOver).containsExactly(older, newer);
        elsewhere.run();
        assertThat(handedOver).containsExactly(older, newer, there, older);
    }

    @ParameterizedTest
    @MethodSource("whatIsThrown")
    void unsendableNodeFailsAloneWhoeverPushesIt(Throwable thrown) throws Exception {
        List<Item> failed = new ArrayList<>();
        List<Item> handedOver = new ArrayList<>();
        SendQueue<Item> throwing = new SendQueue<>(
                loops.next(),
                handingTo(
                        item -> {
                            if (item.number == 1) {
                                Throwing.raise(thrown);
                            }
                            handedOver.add(item);
                        },
                        failed::add));
        List<Item> items = IntStream.range(0, 3).mapToObj(i -> new Item(0, i)).toList();
        items.forEach(throwing::add);
        throwing.run();
        Item last = new Item(1, 1);
        loops.next().submit(() -> throwing.push(last)).sync();
        assertThat(handedOver).containsExactly(items.get(0), items.get(2));
        assertThat(failed).containsExactly(items.get(1), last);
    }

    static Stream<Throwable> whatIsThrown() {
        return Stream.of(
                new IllegalArgumentException("on purpose"),
                new OutOfMemoryError("on purpose"),
                new StackOverflowError("on purpose"),
                new java.io.IOException("on purpose"));
    }

    private static SendQueue.Sender<Item> handingTo(Consumer<Item> receiver) {
        return handingTo(receiver, item -> {
            throw new AssertionError(item);
        });
    }

    private static SendQueue.Sender<Item> handingTo(Consumer<Item> receiver, Consumer<Item> failures) {
        return new SendQueue.Sender<>() {
            @Override
            public void send(Item item) {
                receiver.accept(item);
            }

            @Override
            public void failed(Item item, Throwable thrown) {
                failures.accept(item);
            }

            @Override
            public void refuse(Item item) {
                receiver.accept(item);
            }

            @Override
            public void flush() {}

            @Override
            public void flushSoon() {}
        };
    }

    @Test
    void nodesAreRefusedWhenTheLoopHasEnded() {
        stopLoops();
        queue.push(new Item(0, 1));
        assertThat(refused).hasSize(1);
    }
}

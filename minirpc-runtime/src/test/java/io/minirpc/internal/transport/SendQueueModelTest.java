package io.minirpc.internal.transport;

import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Test;

/** Every node is handed over once, however the threads interleave. */
class SendQueueModelTest {
    private static final int INTERLEAVINGS = 2_000;

    @Test
    void everyNodeIsSentOrRefusedOnceHoweverThreadsInterleave() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, SendQueueModelTest::pushWhileTheLoopEnds);
    }

    private static void pushWhileTheLoopEnds() {
        ManualLoop loop = new ManualLoop();
        Ledger ledger = new Ledger();
        SendQueue<Item> queue = new SendQueue<>(loop, ledger);
        Item first = new Item();
        Item second = new Item();
        Item other = new Item();
        Thread two = new Thread(() -> {
            queue.push(first);
            queue.push(second);
        });
        Thread one = new Thread(() -> queue.push(other));
        two.start();
        one.start();
        loop.run();
        loop.end();
        join(two);
        join(one);
        check(first.handedOver == 1 && second.handedOver == 1 && other.handedOver == 1, "not once");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void check(boolean good, String what) {
        if (!good) {
            throw new AssertionError(what);
        }
    }

    private static final class Item extends SendQueue.Node<Item> {
        private int handedOver;
    }

    private static final class Ledger implements SendQueue.Sender<Item> {
        @Override
        public synchronized void send(Item item) {
            item.handedOver++;
        }

        @Override
        public void failed(Item item, Throwable thrown) {
            throw new AssertionError(thrown);
        }

        @Override
        public void refuse(Item item) {
            send(item);
        }

        @Override
        public void flush() {}

        @Override
        public void flushSoon() {}
    }
}

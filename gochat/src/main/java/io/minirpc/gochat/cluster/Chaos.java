package io.minirpc.gochat.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lets faults happen, one after the other, on a thread of its own. */
final class Chaos {
    private static final int MAX_WAITING = 8;

    /** Wakes the thread up. */
    private static final Fault NOTHING = new Fault("", () -> {}, Duration.ZERO, () -> {}, "");

    private final Board board;
    private final Faults faults;
    private final boolean byItself;
    private final BlockingQueue<Fault> asked = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::work, "gochat-cluster-chaos");
    private volatile boolean ended;

    /** @param byItself whether faults happen that nobody asked for */
    Chaos(Board board, Faults faults, boolean byItself) {
        this.board = board;
        this.faults = faults;
        this.byItself = byItself;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Asks for a fault; it is ignored where several are waiting. */
    void ask(Fault fault) {
        if (!asked.offer(fault)) {
            board.event("one after the other, please");
        }
    }

    private void work() {
        try {
            while (!ended) {
                Fault next = asked.poll(faults.pause().toMillis(), TimeUnit.MILLISECONDS);
                if (next == null && byItself) {
                    next = faults.any();
                }
                if (next != null && !ended) {
                    run(next);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Fault fault) throws InterruptedException {
        board.event(fault.begun());
        try {
            fault.run();
            if (!fault.ended().isEmpty()) {
                board.event(fault.ended());
            }
        } catch (IOException e) {
            board.event(String.valueOf(e.getMessage()));
        }
    }

    /** Waits until the fault that is happening is over; there is no other. */
    void end() throws InterruptedException {
        ended = true;
        asked.clear();
        asked.add(NOTHING);
        thread.join();
    }
}

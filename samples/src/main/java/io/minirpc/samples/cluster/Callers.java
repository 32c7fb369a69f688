package io.minirpc.samples.cluster;

import io.minirpc.RpcException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Threads that call a worker, pause and call again, and count who has answered. Thread-safe. */
final class Callers {
    private static final int PAUSE_MILLIS = 5;

    private final Worker worker;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private volatile boolean ending;

    Callers(Worker worker, int count) {
        this.worker = worker;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::callUntilEnd, "caller-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /**
     * What came of calls.
     *
     * @param answered how many each server has answered, by its name
     * @param failed how many failed
     */
    record Counts(Map<String, Long> answered, long failed) {}

    /** Returns what came of the calls since this was asked last. */
    Counts take() {
        Map<String, Long> answered = new HashMap<>();
        answers.forEach((name, count) -> answered.put(name, count.sumThenReset()));
        return new Counts(answered, failed.sumThenReset());
    }

    /** Returns why calls failed, with the number of them. */
    Map<String, LongAdder> failures() {
        return failures;
    }

    /** Waits until the calls under way have ended, and makes no more. */
    void stop() throws InterruptedException {
        ending = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void callUntilEnd() {
        try {
            while (!ending) {
                call();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // nobody does
        }
    }

    private void call() {
        try {
            count(answers, worker.work());
        } catch (RpcException e) {
            failed.increment();
            count(failures, e.code() + ": " + e.getMessage());
        }
    }

    private static void count(Map<String, LongAdder> counts, String what) {
        counts.computeIfAbsent(what, key -> new LongAdder()).increment();
    }
}

package io.minirpc.samples.arith;

import io.minirpc.RpcException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.HdrHistogram.ConcurrentHistogram;

/** Many calls from several threads at once, which all share one client. To be run once. */
final class Load {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int MAX_KINDS_OF_FAILURES = 10;

    private final List<Arith> stubs;
    private final List<Operation> operations;
    private final int calls;
    private final int concurrency;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final ConcurrentHistogram nanos = new ConcurrentHistogram(SIGNIFICANT_DIGITS);
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

    /** Prepares calls that take turns over the stubs, and over the operations. */
    Load(List<Arith> stubs, List<Operation> operations, int calls, int concurrency) {
        this.stubs = stubs;
        this.operations = operations;
        this.calls = calls;
        this.concurrency = concurrency;
    }

    /** Makes all calls; tells a listener every second how many have ended. */
    Outcome run(IntConsumer progress) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(concurrency);
        long start = System.nanoTime();
        for (int i = 0; i < concurrency; i++) {
            new Thread(() -> callUntilDone(running), "caller-" + i).start();
        }
        while (!running.await(1, TimeUnit.SECONDS)) {
            progress.accept((int) nanos.getTotalCount());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Outcome(calls - failed.get(), failed.get(), calls / seconds, millis(50), millis(99), failures);
    }

    private void callUntilDone(CountDownLatch running) {
        try {
            for (int n = started.getAndIncrement(); n < calls; n = started.getAndIncrement()) {
                call(n);
            }
        } finally {
            running.countDown();
        }
    }

    private void call(int n) {
        long start = System.nanoTime();
        try {
            operations.get(n % operations.size()).call(stubs.get(n % stubs.size()), n);
        } catch (RpcException e) {
            fail(e.code() + ": " + e.getMessage());
        } catch (Operation.WrongAnswerException e) {
            fail(String.valueOf(e.getMessage()));
        } finally {
            nanos.recordValue(System.nanoTime() - start);
        }
    }

    private void fail(String why) {
        failed.incrementAndGet();
        String kind = failures.size() < MAX_KINDS_OF_FAILURES || failures.containsKey(why) ? why : "other failures";
        failures.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
    }

    private double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }

    /** How the calls went; failures counts them by what was wrong. */
    record Outcome(
            int ok, int failed, double qps, double p50Millis, double p99Millis, Map<String, AtomicInteger> failures) {}
}

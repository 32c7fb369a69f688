package io.minirpc.benchmarks.load;

import io.minirpc.benchmarks.peer.Peer;
import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Calls without pause until it is stopped, and at least once by each caller. One run only. */
final class Load {
    private static final int STRIDE = 17; // so that callers do not ask for the same at the same time
    private static final int PATIENCE_SECONDS = 20;

    private final Workload workload;
    private final long from;
    private final long to;
    private final List<Window> windows = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended;
    private volatile boolean stopped;

    /** Prepares a load that counts the calls which end between two readings of {@link System#nanoTime}. */
    Load(Workload workload, long from, long to) {
        this.workload = workload;
        this.from = from;
        this.to = to;
        ended = new CountDownLatch(callers(workload.mode()));
    }

    private static int callers(Mode mode) {
        return switch (mode) {
            case SERIAL -> 1;
            case THREADS -> Mode.THREAD_COUNT;
            case ASYNC, POOL -> Mode.IN_FLIGHT;
        };
    }

    void start(Peer.Client client) {
        int callers = callers(workload.mode());
        for (int i = 0; i < callers; i++) {
            Window window = new Window(from, to);
            windows.add(window);
            if (workload.mode() == Mode.ASYNC || workload.mode() == Mode.POOL) {
                new Chain(client.async(), window, i * STRIDE).next(System.nanoTime());
            } else {
                int first = i * STRIDE;
                new Thread(() -> callInTurn(client.blocking(), window, first), "caller-" + i).start();
            }
        }
    }

    /** Ends the load and returns the latencies of all callers. */
    Histogram stop() throws InterruptedException {
        stopped = true;
        boolean allEnded = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException(workload + ": " + problem, problem);
        }
        if (!allEnded) {
            throw new IllegalStateException(workload + ": " + ended.getCount() + " calls never ended");
        }
        Histogram sum = new Histogram(windows.get(0).histogram());
        sum.reset();
        windows.forEach(window -> sum.add(window.histogram()));
        return sum;
    }

    private void callInTurn(UserService service, Window window, int first) {
        try {
            Operation operation = workload.operation();
            int i = first;
            long start = System.nanoTime();
            do {
                Object result = operation.call(service, i++);
                long end = System.nanoTime();
                if (result == null) {
                    throw new IllegalStateException("no result");
                }
                window.record(start, end);
                start = end;
            } while (!stopped);
        } catch (RuntimeException | Error e) {
            failure.set(e);
        } finally {
            ended.countDown();
        }
    }

    /**
     * One of the calls in flight: when it ends, the next begins, so its state is never touched by two threads at once.
     */
    private final class Chain implements BiConsumer<Object, Throwable> {
        private final CallbackUserService service;
        private final Window window;
        private int i;
        private long start;

        Chain(CallbackUserService service, Window window, int first) {
            this.service = service;
            this.window = window;
            i = first;
        }

        void next(long now) {
            start = now;
            workload.operation().call(service, i++, this);
        }

        @Override
        public void accept(@Nullable Object result, @Nullable Throwable problem) {
            long end = System.nanoTime();
            window.record(start, end);
            if (problem != null) {
                failure.set(problem);
            }
            if (stopped || problem != null) {
                ended.countDown();
            } else {
                next(end);
            }
        }
    }
}

package io.minirpc.server;

import io.minirpc.internal.ThrottledLog;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls, first in first out, on threads of its own, and wakes few of them: a wake-up costs more than a short call.
 * Thread-safe.
 *
 * <p>At most one thread is on its way to work at a time. Whoever brings calls sends one off, unless one is under way;
 * that one takes a call and, if more are left, sends off the next before it begins. So a call that blocks holds up no
 * other, and a handful of short ones is done by the threads that are awake anyway. The schedulers of Go
 * (runtime/proc.go, "Worker thread parking/unparking") and of Tokio do the same. The thread that has become idle last
 * is the first to be sent off: its caches are warm, and the others come to the end of their time.
 *
 * <p>Likewise an action that tells others of a call's end may wait until its thread has nothing to do, as long as
 * another thread is under way, which performs it when it arrives; see {@link #afterCall}.
 */
final class HandlerPool implements CallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerPool.class);
    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();
    /** The number of calls after which a virtual thread lets others of its carrier go first. */
    private static final int CALLS_IN_A_ROW = 64;

    private static final long SOON_NANOS = 1_000_000;

    /** The time after which a thread that has not arrived counts as lost. If it arrives later, there is one more. */
    private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger threads = new AtomicInteger();
    /** The time at which a thread was sent off that has not yet looked for a call, or 0. */
    private final AtomicLong underWay = new AtomicLong();

    private final ThrottledLog overload = new ThrottledLog(LOG);
    private final ThrottledLog unexpected = new ThrottledLog(LOG);
    private final int maxThreads;
    private final long keepAliveNanos;
    private final Consumer<Runnable> starter;
    private volatile boolean shutDown;

    /**
     * Creates a pool without threads.
     *
     * @param keepAlive how long a thread waits for calls before it ends; zero for threads that cost nothing to start
     * @param starter starts a thread that runs what it is given
     */
    HandlerPool(int maxThreads, Duration keepAlive, Consumer<Runnable> starter) {
        this.maxThreads = maxThreads;
        this.keepAliveNanos = keepAlive.toNanos();
        this.starter = starter;
    }

    @Override
    public void submit(Runnable call) {
        calls.add(call);
        if (shutDown && calls.remove(call)) {
            throw new RejectedExecutionException("the pool was shut down");
        }
    }

    /** Sends a thread off to the calls, if there are any and none is under way. */
    @Override
    public void signal() {
        // Again after a failure: who has brought calls or become idle meanwhile took one to be under way.
        while (!calls.isEmpty() && hasSpareThread() && takesTurn()) {
            try {
                if (sendOff()) {
                    return;
                }
            } catch (Throwable e) {
                overload.error("no thread can be started for a call (remedy: allow more of them, or set fewer)", e);
                arrive();
                return;
            }
            arrive();
        }
    }

    /**
     * Returns whether the caller is to send a thread off, because none is under way. A thread that does not arrive for
     * long counts as lost: JDK 25 loses virtual threads if the system has no thread to carry them.
     */
    private boolean takesTurn() {
        long sentOff = underWay.get();
        if (sentOff != 0 && System.nanoTime() - sentOff < LOST_NANOS) {
            return false;
        }
        return underWay.compareAndSet(sentOff, System.nanoTime() | 1); // never 0
    }

    @Override
    public void afterCall(Runnable call, Runnable action) {
        Worker worker = CURRENT.get();
        if (worker != null && worker.isOn(call)) {
            actions.add(action);
        } else {
            action.run();
        }
    }

    /** Drops the calls that wait, rejects new ones, interrupts those that run, and lets the threads end. */
    void shutdownNow() {
        shutDown = true;
        calls.clear();
        workers.forEach(Worker::interrupt);
    }

    /** Returns how many threads there are. */
    int threads() {
        return threads.get();
    }

    private boolean hasSpareThread() {
        return !idle.isEmpty() || threads.get() < maxThreads;
    }

    private boolean sendOff() {
        Worker worker = idle.pollFirst();
        if (worker != null) {
            worker.wake();
            return true;
        }
        if (!reserveThread()) {
            return false;
        }
        try {
            start(new Worker());
        } catch (Throwable e) {
            threads.decrementAndGet();
            throw e;
        }
        return true;
    }

    /** Counts a thread to be started, unless there are enough: two may be sent off at a time if one counts as lost. */
    private boolean reserveThread() {
        int present = threads.get();
        while (present < maxThreads) {
            if (threads.compareAndSet(present, present + 1)) {
                return true;
            }
            present = threads.get();
        }
        return false;
    }

    private void start(Worker worker) {
        workers.add(worker);
        try {
            starter.accept(worker);
        } catch (Throwable e) {
            workers.remove(worker);
            throw e;
        }
    }

    private void arrive() {
        underWay.set(0);
        performActions(); // by threads that still saw one under way
    }

    private void performActions() {
        Runnable action = actions.poll();
        while (action != null) {
            perform(action);
            action = actions.poll();
        }
    }

    private void perform(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            unexpected.error("an unexpected failure", e);
        }
    }

    private final class Worker implements Runnable {
        private volatile @Nullable Thread thread;
        private volatile boolean sentOff;
        private @Nullable Runnable call; // of its own thread
        private int callsInARow;

        @Override
        public void run() {
            thread = Thread.currentThread();
            CURRENT.set(this);
            do {
                work(firstCall());
            } while (awaitWork());
            workers.remove(this);
            threads.decrementAndGet();
            performActions();
            if (keepAliveNanos > 0) {
                signal(); // a call may have come that found no thread to spare
            }
        }

        private @Nullable Runnable firstCall() {
            Runnable first = calls.poll();
            arrive();
            if (first == null) {
                first = calls.poll(); // it relied on this thread
            }
            if (first != null) {
                signal();
            }
            return first;
        }

        private void work(@Nullable Runnable first) {
            Runnable next = first;
            while (next != null) {
                call = next;
                perform(next);
                call = null;
                if (!shutDown) {
                    Thread.interrupted(); // is not for the next call
                }
                next = nextCall();
            }
        }

        private @Nullable Runnable nextCall() {
            if (keepAliveNanos == 0 && ++callsInARow % CALLS_IN_A_ROW == 0) {
                letOthersGoFirst();
            }
            Runnable next = calls.poll();
            if (next == null || underWay.get() == 0) {
                performActions();
            }
            return next;
        }

        @SuppressWarnings("ThreadPriorityCheck") // virtual threads are not preempted
        private void letOthersGoFirst() {
            performActions();
            Thread.yield();
        }

        /** Waits until this thread is sent off; returns false if it is to end. */
        private boolean awaitWork() {
            if (keepAliveNanos == 0) {
                return false;
            }
            sentOff = false;
            idle.addFirst(this);
            signal();
            long end = System.nanoTime() + keepAliveNanos;
            while (!sentOff && !shutDown) {
                long left = end - System.nanoTime();
                if (left <= 0 && idle.remove(this)) {
                    return false;
                }
                Thread.interrupted(); // or there would be no waiting
                LockSupport.parkNanos(this, Math.max(left, SOON_NANOS));
            }
            return !shutDown;
        }

        boolean isOn(Runnable call) {
            return this.call == call;
        }

        void wake() {
            sentOff = true;
            LockSupport.unpark(thread);
        }

        void interrupt() {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }
}

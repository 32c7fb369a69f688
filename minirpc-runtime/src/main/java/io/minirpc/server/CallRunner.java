package io.minirpc.server;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs calls apart from the event loops that bring them. Thread-safe. */
interface CallRunner {
    /**
     * Takes a call, one of several perhaps; {@link #signal} must follow.
     *
     * @throws RuntimeException or an Error if it will not run the call
     */
    void submit(Runnable call);

    /** Sees that the calls taken are run. */
    void signal();

    /**
     * Performs an action that tells of a call's end: at once, or a little later if the caller runs that call; not after
     * another call that takes its time.
     */
    void afterCall(Runnable call, Runnable action);

    /** Returns a runner that leaves calls to an executor. */
    static CallRunner of(Executor executor) {
        return new CallRunner() {
            @Override
            public void submit(Runnable call) {
                Task task = new Task(call);
                try {
                    executor.execute(task);
                } catch (Throwable e) {
                    if (task.compareAndSet(false, true)) {
                        throw e;
                    } // else it runs or has run: ThreadPoolExecutor keeps calls for which it cannot start a thread
                }
            }

            @Override
            public void signal() {}

            @Override
            public void afterCall(Runnable call, Runnable action) {
                action.run();
            }
        };
    }

    /** A call that runs at most once, and never after its executor has failed to take it. */
    final class Task extends AtomicBoolean implements Runnable {
        private static final long serialVersionUID = 1;

        private final transient Runnable call;

        private Task(Runnable call) {
            this.call = call;
        }

        @Override
        public void run() {
            if (compareAndSet(false, true)) {
                call.run();
            }
        }
    }
}

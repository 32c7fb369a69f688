package io.minirpc.server;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs calls apart from the event loops that bring them. Thread-safe. */
interface CallRunner {
    /**
     * Takes a call, one of several perhaps; {@link #signal} must follow.
     *
     * @throws RejectedExecutionException if it is not going to run the call
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
                executor.execute(call);
            }

            @Override
            public void signal() {}

            @Override
            public void afterCall(Runnable call, Runnable action) {
                action.run();
            }
        };
    }
}

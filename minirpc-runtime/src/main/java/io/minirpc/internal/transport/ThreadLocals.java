package io.minirpc.internal.transport;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Supplier;

/**
 * Removes Netty's thread-local variables from the threads of callers. Such threads may outlive an application, as in a
 * container, and a variable that is left behind keeps the application's class loader. Thread-safe.
 */
public final class ThreadLocals {
    private ThreadLocals() {}

    /** Runs an action that uses Netty, and removes its variables unless the thread had some before. */
    public static <T> T leaveNone(Supplier<T> action) {
        boolean foreign = !(Thread.currentThread() instanceof FastThreadLocalThread) && FastThreadLocal.size() == 0;
        try {
            return action.get();
        } finally {
            if (foreign) {
                FastThreadLocal.removeAll();
            }
        }
    }
}

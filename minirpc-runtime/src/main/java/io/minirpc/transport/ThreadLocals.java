package io.minirpc.transport;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Supplier;

/**
 * Keeps Netty's thread-local variables off threads that are not ours. Where those outlive an application, as in a
 * container, one variable that is left behind keeps the application's class loader. Thread-safe.
 */
public final class ThreadLocals {
    private ThreadLocals() {}

    /** Does what Netty needs variables for, and removes them, unless the thread had some before. */
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

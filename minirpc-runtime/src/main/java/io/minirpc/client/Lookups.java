package io.minirpc.client;

import io.minirpc.internal.DaemonThreads;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lookups of host names on separate threads, since the system's resolver blocks while a name server does not answer. A
 * name occupies one thread at most, and everyone who asks for it meanwhile gets the same result. Results are not
 * cached. Thread-safe.
 */
final class Lookups {
    /** The lookups of all clients of the process, by the JDK's resolver. */
    static final Lookups SYSTEM = new Lookups(host -> List.of(InetAddress.getAllByName(host)));

    private static final int THREADS = 32;
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MAX_SLOW_NAMES = 1_000;

    private final NameResolver resolver;
    private final Map<String, List<Promise<List<InetAddress>>>> askers = new HashMap<>();
    private final Executor threads = DaemonThreads.pool("minirpc-names-", THREADS, Integer.MAX_VALUE);

    /** Separate threads for slow names, which leave the others to fast names. */
    private final Executor threadsOfSlowNames = DaemonThreads.pool("minirpc-slow-names-", THREADS, Integer.MAX_VALUE);

    /** The names whose last lookup was slow, without the oldest ones. */
    private final Map<String, Boolean> slowNames = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MAX_SLOW_NAMES;
        }
    };

    Lookups(NameResolver resolver) {
        this.resolver = resolver;
    }

    /** Completes a promise with a host's addresses, or fails it. Never blocks. */
    void start(String host, Promise<List<InetAddress>> asker) {
        Executor executor;
        synchronized (this) {
            List<Promise<List<InetAddress>>> others = askers.get(host);
            if (others != null) {
                others.add(asker);
                return;
            }
            askers.put(host, new ArrayList<>(List.of(asker)));
            executor = slowNames.containsKey(host) ? threadsOfSlowNames : threads;
        }
        try {
            executor.execute(() -> lookUp(host));
        } catch (Throwable e) { // such as no memory for a thread
            take(host).forEach(waiting -> waiting.tryFailure(e));
        }
    }

    /** Removes a promise, which is then not completed. */
    synchronized void cancel(String host, Promise<List<InetAddress>> asker) {
        List<Promise<List<InetAddress>>> all = askers.get(host);
        if (all != null) {
            all.remove(asker);
        }
    }

    private void lookUp(String host) {
        if (takeIfUnwanted(host)) {
            return;
        }
        long began = System.nanoTime();
        List<InetAddress> found = List.of();
        Throwable failure = null;
        try {
            found = resolver.resolve(host);
        } catch (Throwable e) {
            failure = e;
        }
        note(host, System.nanoTime() - began >= SLOW_NANOS);
        for (Promise<List<InetAddress>> asker : take(host)) {
            complete(asker, found, failure);
        }
    }

    private static void complete(
            Promise<List<InetAddress>> asker, List<InetAddress> found, @Nullable Throwable failure) {
        if (failure == null) {
            asker.trySuccess(found);
        } else {
            asker.tryFailure(failure);
        }
    }

    /** Ends a lookup that still waits for a thread when nobody waits for it any more. */
    private synchronized boolean takeIfUnwanted(String host) {
        List<Promise<List<InetAddress>>> all = askers.get(host);
        if (all != null && all.isEmpty()) {
            askers.remove(host);
            return true;
        }
        return false;
    }

    private synchronized List<Promise<List<InetAddress>>> take(String host) {
        List<Promise<List<InetAddress>>> all = askers.remove(host);
        return all == null ? List.of() : all;
    }

    private synchronized void note(String host, boolean slow) {
        slowNames.remove(host);
        if (slow) {
            slowNames.put(host, true);
        }
    }
}

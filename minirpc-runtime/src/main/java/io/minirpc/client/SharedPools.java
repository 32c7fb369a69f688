package io.minirpc.client;

import io.minirpc.discovery.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The connections of a client with a registry. Services at one address share its pool. Everything runs on one event
 * loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class SharedPools {
    /** The time for which unused connections stay, for calls that chose them just before. */
    private static final long LINGER_SECONDS = 1;

    private final ClientContext client;
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Map<String, Shared> byAddress = new HashMap<>();
    private final Set<ConnectionPool> retired = new HashSet<>();

    SharedPools(ClientContext client, EventLoopGroup loops, EventLoop loop) {
        this.client = client;
        this.loops = loops;
        this.loop = loop;
    }

    /**
     * Returns the pool of an endpoint.
     *
     * @param user run when connections become ready or end, until {@link #release}; must be quick, on any thread
     */
    ConnectionPool acquire(Endpoint endpoint, Runnable user) {
        Shared shared = byAddress.computeIfAbsent(endpoint.address(), address -> new Shared(endpoint));
        shared.users.add(user);
        return shared.pool;
    }

    /** Removes the user of an address. Without users its connections end when idle. */
    void release(String address, Runnable user) {
        Shared shared = byAddress.get(address);
        if (shared != null && shared.users.remove(user) && shared.users.isEmpty()) {
            loop.schedule(() -> retire(address, shared), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Ends all connections; returns a future of their end. */
    CompletableFuture<Void> close() {
        Stream<ConnectionPool> all =
                Stream.concat(byAddress.values().stream().map(shared -> shared.pool), retired.stream());
        return CompletableFuture.allOf(all.map(ConnectionPool::close).toArray(CompletableFuture<?>[]::new));
    }

    private void retire(String address, Shared shared) {
        if (!shared.users.isEmpty() || !byAddress.remove(address, shared)) {
            return;
        }
        ConnectionPool pool = shared.pool;
        retired.add(pool);
        pool.retire().thenRunAsync(() -> retired.remove(pool), loop);
    }

    private final class Shared {
        /** Read by connections on their loops while this one changes it. */
        private final Set<Runnable> users = ConcurrentHashMap.newKeySet();

        private final ConnectionPool pool;

        Shared(Endpoint endpoint) {
            Target target = Target.tcp(client, endpoint.host(), endpoint.port());
            pool = new ConnectionPool(target, loops, () -> users.forEach(Runnable::run));
        }
    }
}

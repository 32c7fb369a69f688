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
 * The servers that a client with a registry is connected to. Services at one address share its connections. Everything
 * runs on one event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class Targets {
    /** Connections that nobody asks for any more stay so long, for calls that chose them just before. */
    private static final long LINGER_SECONDS = 1;

    private final ClientContext client;
    private final EventLoopGroup loops;
    private final EventLoop loop;
    private final Map<String, Shared> byAddress = new HashMap<>();
    private final Set<ConnectionPool> retired = new HashSet<>();

    Targets(ClientContext client, EventLoopGroup loops, EventLoop loop) {
        this.client = client;
        this.loops = loops;
        this.loop = loop;
    }

    /** Returns the server at an endpoint; the service hears of its connections until it releases it. */
    Target acquire(Endpoint endpoint, ServiceRoute user) {
        Shared shared = byAddress.computeIfAbsent(endpoint.address(), address -> new Shared(endpoint));
        shared.users.add(user);
        return shared.target;
    }

    /** Says that a service is not at an address any more. Without services its connections end when idle. */
    void release(String address, ServiceRoute user) {
        Shared shared = byAddress.get(address);
        if (shared != null && shared.users.remove(user) && shared.users.isEmpty()) {
            loop.schedule(() -> retire(address, shared), LINGER_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Ends all connections; returns what completes then. */
    CompletableFuture<Void> close() {
        Stream<ConnectionPool> all =
                Stream.concat(byAddress.values().stream().map(shared -> shared.target.pool()), retired.stream());
        return CompletableFuture.allOf(all.map(ConnectionPool::close).toArray(CompletableFuture<?>[]::new));
    }

    private void retire(String address, Shared shared) {
        if (!shared.users.isEmpty() || !byAddress.remove(address, shared)) {
            return;
        }
        ConnectionPool pool = shared.target.pool();
        retired.add(pool);
        pool.retire().thenRunAsync(() -> retired.remove(pool), loop);
    }

    private final class Shared {
        /** Read by connections on their loops while this one changes it. */
        private final Set<ServiceRoute> users = ConcurrentHashMap.newKeySet();

        private final Target target;

        Shared(Endpoint endpoint) {
            target = Target.tcp(
                    client, endpoint.host(), endpoint.port(), loops, () -> users.forEach(ServiceRoute::changed));
        }
    }
}

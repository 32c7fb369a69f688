package io.minirpc.server;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** The open connections of a server, and a watch over those of each event loop. Thread-safe. */
final class ServerConnections {
    private static final long MAX_WATCH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int WATCHES_PER_TIMEOUT = 8;

    private final ServerContext server;
    private final long watchNanos;
    private final Set<ServerConnection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<EventLoop, ConnectionWatch> watches = new ConcurrentHashMap<>();

    ServerConnections(ServerContext server) {
        this.server = server;
        watchNanos = Math.min(MAX_WATCH_NANOS, 1 + shortestTimeoutNanos(server.settings()) / WATCHES_PER_TIMEOUT);
    }

    private static long shortestTimeoutNanos(ServerSettings settings) {
        return Stream.of(
                        settings.frameTimeout(),
                        settings.stallTimeout(),
                        settings.idleTimeout(),
                        settings.handshakeTimeout())
                .mapToLong(Duration::toNanos)
                .min()
                .orElseThrow();
    }

    /** Serves a channel until it is closed; on its event loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // a listener that cannot fail
    void open(Channel channel) {
        ConnectionWatch watch =
                watches.computeIfAbsent(channel.eventLoop(), loop -> new ConnectionWatch(loop, watchNanos));
        ServerConnection connection = new ServerConnection(server, watch, channel);
        all.add(connection);
        channel.closeFuture().addListener(closed -> {
            all.remove(connection);
            connection.gone();
        });
    }

    /** Returns the number of open connections. */
    int size() {
        return all.size();
    }

    /** Runs a task on all present connections, and returns a future that completes with the last of its futures. */
    CompletableFuture<Void> ofAll(Function<ServerConnection, CompletableFuture<Void>> task) {
        return CompletableFuture.allOf(all.stream().map(task).toArray(CompletableFuture<?>[]::new));
    }
}

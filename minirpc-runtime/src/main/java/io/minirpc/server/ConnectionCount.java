package io.minirpc.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts a server's connections, all of them and those from each address, against their limits. Thread-safe. */
final class ConnectionCount {
    private final int max;
    private final int maxPerAddress;
    private final AtomicInteger all = new AtomicInteger();
    private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

    ConnectionCount(int max, int maxPerAddress) {
        this.max = max;
        this.maxPerAddress = maxPerAddress;
    }

    /**
     * Counts a connection; returns why it is one too many, or null. Either way it has to be {@link #remove removed}.
     */
    @Nullable
    String add(SocketAddress peer) {
        int count = all.incrementAndGet();
        InetAddress address = addressOf(peer);
        int here = address == null ? 0 : byAddress.merge(address, 1, Integer::sum);
        if (count > max) {
            return "the server has " + max + " connections already, the limit";
        }
        return here > maxPerAddress ? "its address has " + maxPerAddress + " connections already, the limit" : null;
    }

    void remove(SocketAddress peer) {
        all.decrementAndGet();
        InetAddress address = addressOf(peer);
        if (address != null) {
            byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    private static @Nullable InetAddress addressOf(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet ? inet.getAddress() : null;
    }
}

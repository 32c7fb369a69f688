package io.minirpc.benchmarks.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All peers by name, in the order of reports. */
public final class Peers {
    public static final String GRPC = "grpc";
    public static final String GRPC_DIRECT = "grpc-direct";
    public static final String NETTY = "netty";

    private static final Map<String, Supplier<Peer>> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put(GRPC, () -> new GrpcPeer(false));
        PEERS.put(GRPC_DIRECT, () -> new GrpcPeer(true));
        PEERS.put(NETTY, NettyPeer::new);
    }

    private Peers() {}

    public static List<String> names() {
        return new ArrayList<>(PEERS.keySet());
    }

    /** Returns the peer of this name. */
    public static Peer named(String name) {
        Supplier<Peer> peer = PEERS.get(name);
        if (peer == null) {
            throw new IllegalArgumentException("peer: " + name + " (expected: one of " + names() + ")");
        }
        return peer.get();
    }
}

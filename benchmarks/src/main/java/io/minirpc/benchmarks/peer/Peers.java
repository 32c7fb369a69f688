package io.minirpc.benchmarks.peer;

import io.minirpc.client.WireFormat;
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
    public static final String MINIRPC = "minirpc";
    public static final String MINIRPC_INLINE = "minirpc-inline";
    public static final String MINIRPC_BINARY = "minirpc-binary";
    public static final String MINIRPC_JSON = "minirpc-json";

    private static final String INLINE = "-inline";

    private static final Map<String, Supplier<Peer>> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put(GRPC, () -> new GrpcPeer(false));
        PEERS.put(GRPC_DIRECT, () -> new GrpcPeer(true));
        PEERS.put(NETTY, NettyPeer::new);
        putMinirpc(MINIRPC, WireFormat.NATIVE);
        putMinirpc(MINIRPC_BINARY, WireFormat.BINARY);
        putMinirpc(MINIRPC_JSON, WireFormat.JSON);
    }

    private Peers() {}

    private static void putMinirpc(String name, WireFormat format) {
        PEERS.put(name, () -> new MinirpcPeer(format, false));
        PEERS.put(name + INLINE, () -> new MinirpcPeer(format, true));
    }

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

package io.minirpc.tests.discovery;

import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.Registry;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Serves {@link Node}, registers it in etcd, and prints its port. Ends gracefully by SIGTERM, and with its standard
 * input, so that it never outlives the test.
 */
final class NodeProgram {
    /** As short as leases can be. */
    static final Duration TTL = Duration.ofSeconds(2);

    private static final Duration GRACE = Duration.ofSeconds(20);

    /** More than any hiccup of a busy machine lets pile up. */
    private static final int MAX_CALLS = 10_000;

    private NodeProgram() {}

    /**
     * What makes servers differ.
     *
     * @param weight what is announced
     * @param delayMillis how much longer than others it takes to answer
     */
    record Kind(int weight, long delayMillis) {
        static final Kind USUAL = new Kind(Endpoint.DEFAULT_WEIGHT, 0);
    }

    /** Takes the URL of etcd, the prefix of keys, the weight, and by how much all answers are late. */
    public static void main(String[] arguments) throws IOException {
        Kind kind = new Kind(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
        try (Registry registry = EtcdRegistry.builder()
                        .url(arguments[0])
                        .prefix(arguments[1])
                        .build();
                RpcServer server = start(
                        kind,
                        settings -> settings.registry(registry)
                                .advertise(endpoint -> endpoint.withWeight(kind.weight))
                                .registryTtl(TTL))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> server.shutdown(GRACE)));
            System.out.println(server.port());
            while (System.in.read() >= 0) {
                // until the test closes it, or ends
            }
        }
    }

    /** Starts a server in this process. */
    static RpcServer start(Kind kind, UnaryOperator<RpcServerBuilder> settings) {
        NodeService service = new NodeService(kind.delayMillis);
        RpcServer server = settings.apply(RpcServer.builder()
                        .address("127.0.0.1", 0)
                        .maxExecutingPerConnection(MAX_CALLS)
                        .maxInFlight(MAX_CALLS)
                        .add(NodeSkeleton.bind(service)))
                .build()
                .start();
        service.listensOn(server.port());
        return server;
    }

    /** Returns what starts such a server. */
    static List<String> arguments(String url, String prefix, Kind kind) {
        return List.of(url, prefix, Integer.toString(kind.weight), Long.toString(kind.delayMillis));
    }
}

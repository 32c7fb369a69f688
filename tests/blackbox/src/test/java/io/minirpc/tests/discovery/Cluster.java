package io.minirpc.tests.discovery;

import static org.awaitility.Awaitility.await;

import io.minirpc.client.EndpointStatus;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.tests.resilience.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Servers of {@link Node}, each in a process of its own and registered in etcd, and clients that find them there. */
final class Cluster implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(10);

    private final EtcdServer etcd;
    private final String prefix;
    private final List<ServerProcess> servers = new ArrayList<>();
    private final Deque<Runnable> open = new ArrayDeque<>();

    private Cluster(EtcdServer etcd, String prefix) {
        this.etcd = etcd;
        this.prefix = prefix;
    }

    /** Starts servers that are alike. */
    static Cluster start(EtcdServer etcd, String prefix, int count) throws Exception {
        return start(etcd, prefix, Collections.nCopies(count, NodeProgram.Kind.USUAL));
    }

    /**
     * Starts servers.
     *
     * @param prefix of their keys, so that clusters can share an etcd
     */
    static Cluster start(EtcdServer etcd, String prefix, List<NodeProgram.Kind> kinds) throws Exception {
        Cluster cluster = new Cluster(etcd, prefix);
        try {
            List<CompletableFuture<ServerProcess>> all = new ArrayList<>();
            for (NodeProgram.Kind kind : kinds) { // side by side: each takes a second or two
                all.add(CompletableFuture.supplyAsync(() -> cluster.launch(kind), task -> new Thread(task).start()));
            }
            for (CompletableFuture<ServerProcess> each : all) {
                cluster.servers.add(each.get(60, TimeUnit.SECONDS));
            }
            cluster.awaitRegistered();
            return cluster;
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private ServerProcess launch(NodeProgram.Kind kind) {
        try {
            ServerProcess server = ServerProcess.start(
                    NodeProgram.class,
                    NodeProgram.arguments(etcd.url(), prefix, kind),
                    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"); // that etcd is away is no news here
            synchronized (open) {
                open.push(server::close);
            }
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerProcess server(int index) {
        return servers.get(index);
    }

    List<Integer> ports() {
        return servers.stream().map(ServerProcess::port).toList();
    }

    /** Returns a client with a registry of its own. The cluster closes both. */
    RpcClient client() {
        return client(settings -> settings);
    }

    RpcClient client(UnaryOperator<RpcClientBuilder> settings) {
        EtcdRegistry registry =
                EtcdRegistry.builder().url(etcd.url()).prefix(prefix).build();
        synchronized (open) {
            open.push(registry::close);
        }
        RpcClient client = settings.apply(RpcClient.builder().registry(registry).callTimeout(Duration.ofSeconds(10)))
                .build();
        synchronized (open) {
            open.push(client::close);
        }
        return client;
    }

    /** Tells whether a server has its key in etcd. */
    boolean isRegistered(ServerProcess server) throws IOException {
        return etcd.control().get(key(server)) != null;
    }

    /** Tells whether all servers have their keys in etcd, and nobody else has one. */
    boolean isRegistered() throws IOException {
        Set<String> keys = new TreeSet<>();
        servers.forEach(server -> keys.add(key(server)));
        return etcd.control().list(prefix).keySet().equals(keys);
    }

    void awaitRegistered() {
        await().pollInterval(POLL).until(this::isRegistered);
    }

    /** Waits until a server's key is gone, whoever took it away. */
    void awaitGone(ServerProcess server) {
        await().pollInterval(POLL).until(() -> !isRegistered(server));
    }

    private String key(ServerProcess server) {
        return prefix + "Node/" + address(server);
    }

    static String address(ServerProcess server) {
        return "127.0.0.1:" + server.port();
    }

    /** Waits until a client, which has made a call, is connected to so many servers and knows no other. */
    static void awaitReady(RpcClient client, int servers) {
        await().until(() -> {
            List<EndpointStatus> all = client.endpoints("Node");
            return all.size() == servers
                    && all.stream().allMatch(status -> status.state() == EndpointStatus.State.READY);
        });
    }

    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                open.pop().run();
            }
        }
    }
}

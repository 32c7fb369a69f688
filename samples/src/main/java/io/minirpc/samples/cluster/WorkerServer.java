package io.minirpc.samples.cluster;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.discovery.Registry;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.RpcServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/**
 * One server of the cluster, in a process of its own: serves {@link Worker} and is in etcd until it is told to end, or
 * the program that started it is no more.
 */
final class WorkerServer {
    /** What the endpoint's metadata calls the server's name. */
    static final String NAME = "name";

    /** How long etcd keeps a server that died; short, so that it is seen. */
    private static final Duration TTL = Duration.ofSeconds(3);

    private static final int WORK_MILLIS = 3;

    private WorkerServer() {}

    /** Starts the server that the arguments tell: etcd's URL, the server's name, its weight. */
    public static void main(String[] args) throws IOException {
        String name = args[1];
        int weight = Integer.parseInt(args[2]);
        Registry registry = EtcdRegistry.builder().url(args[0]).build();
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(registry)
                .advertise(me -> me.withWeight(weight).withMetadata(Map.of(NAME, name)))
                .registryTtl(TTL)
                .add(WorkerSkeleton.bind(() -> workAs(name)))
                .build()
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, registry), "stop"));

        System.out.println("LISTENING");
        System.in.transferTo(OutputStream.nullOutputStream()); // until who started it lets go, or has ended
        System.exit(0);
    }

    /** Leaves etcd, answers the calls that run, and only then ends. */
    private static void stop(RpcServer server, Registry registry) {
        server.close();
        registry.close();
    }

    private static String workAs(String name) {
        try {
            Thread.sleep(WORK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RpcException(StatusCode.CANCELLED, "woken up early", e);
        }
        return name;
    }
}

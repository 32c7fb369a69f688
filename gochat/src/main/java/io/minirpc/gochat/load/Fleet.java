package io.minirpc.gochat.load;

import io.minirpc.gochat.account.BulkAccounts;
import io.minirpc.gochat.cluster.Cluster;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.localservers.MariaDbServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** Gateways and services on MariaDB, Redis and etcd, each a process of its own on this machine. */
final class Fleet implements Target {
    private final Cluster cluster;
    private final WrittenUsers users;
    private final String name;

    /** @throws IOException if a part does not start; the message says which */
    Fleet(int gateways, int services, int users) throws IOException {
        name = gateways + " gateways and " + services + " services on MariaDB";
        cluster = Cluster.builder()
                .gateways(gateways)
                .services(services)
                .jvm(ServerJvm.OPTIONS)
                .database(MariaDbServer.builder().option("--innodb-flush-method=fsync")) // durable, and not fast only
                .gatewayFlags("--drain", "1s")
                .start();
        try {
            this.users =
                    new WrittenUsers(BulkAccounts.inServer(cluster.database().url(), WrittenUsers.PREFIX, users));
        } catch (RuntimeException e) {
            cluster.close();
            throw new IOException("the users cannot be written into the database: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<URI> gateways() {
        return cluster.urls();
    }

    @Override
    public boolean hasFloors() {
        return true;
    }

    @Override
    public List<LoadUser> users(int count) throws IOException {
        return users.take(count);
    }

    @Override
    public List<TargetProcess> processes() {
        return Stream.concat(cluster.gateways().stream(), cluster.services().stream())
                .map(node -> new TargetProcess(node.name(), node.pid()))
                .toList();
    }

    @Override
    public boolean endGateway() {
        first().kill();
        return true;
    }

    @Override
    public void renewGateway() throws IOException {
        first().restart();
    }

    @Override
    public void restore() throws IOException {
        if (!first().isAlive()) {
            first().restart();
        }
    }

    private Node first() {
        return cluster.gateways().get(0);
    }

    @Override
    public void close() {
        cluster.close();
    }
}

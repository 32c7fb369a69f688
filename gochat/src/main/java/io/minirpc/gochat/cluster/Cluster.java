package io.minirpc.gochat.cluster;

import io.minirpc.localservers.EtcdServer;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.localservers.Place;
import io.minirpc.localservers.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A running fleet: etcd, Redis, MariaDB, services and gateways, each a process on the loopback address or in a place of
 * its own. Neither the processes nor their data outlive {@link #close} or the JVM. Thread-safe, except that each part
 * is for one thread at a time.
 */
public final class Cluster implements AutoCloseable {
    static final String ETCD = "etcd";
    static final String REDIS = "Redis";
    static final String DATABASE = "MariaDB";

    private final String token = UUID.randomUUID().toString();
    private final EtcdServer etcd;
    private final RedisServer redis;
    private final MariaDbServer database;
    private final String redisAddress;
    private final List<Node> services = new ArrayList<>();
    private final List<Node> gateways = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    private Cluster(Builder builder) throws IOException {
        ExecutorService starters = Executors.newCachedThreadPool();
        try {
            Future<EtcdServer> startedEtcd = starters.submit(() -> opened(
                    EtcdServer.builder().place(builder.places.apply(ETCD)).start()));
            Future<RedisServer> startedRedis =
                    starters.submit(() -> opened(RedisServer.start(builder.places.apply(REDIS))));
            Future<MariaDbServer> startedDatabase = starters.submit(() -> opened(
                    builder.database.place(builder.places.apply(DATABASE)).start()));
            etcd = await(startedEtcd);
            redis = await(startedRedis);
            database = await(startedDatabase);
            redisAddress = builder.redisAddress.apply(redis.url());
            startNodes(builder, starters);
        } catch (IOException | RuntimeException e) {
            close(); // what still starts fails
            await(starters);
            close();
            throw e;
        }
        starters.shutdown();
    }

    /** Waits for what is still starting, so that {@link #close} ends that too. */
    private static void await(ExecutorService starters) {
        starters.shutdown();
        try {
            starters.awaitTermination(2, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts two services and three gateways, and waits until all answer. */
    public static Cluster start() throws IOException {
        return builder().start();
    }

    /** Begins a cluster with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    private static <T> T await(Future<T> result) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the cluster started", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    private void startNodes(Builder builder, ExecutorService starters) throws IOException {
        for (int i = 1; i <= builder.services; i++) {
            String name = "service " + i;
            Place place = builder.places.apply(name);
            services.add(node(builder, name, place, builder.serviceMain, serviceFlags(builder, place)));
        }
        for (int i = 1; i <= builder.gateways; i++) {
            String name = "gateway " + i;
            gateways.add(node(builder, name, builder.places.apply(name), builder.gatewayMain, gatewayFlags(builder)));
        }
        List<Future<?>> starts = new ArrayList<>();
        for (Node node : nodes()) {
            starts.add(starters.submit(() -> {
                node.launch();
                node.awaitReady();
                return node;
            }));
        }
        for (Future<?> start : starts) {
            await(start);
        }
    }

    private Node node(Builder builder, String name, Place place, String main, List<String> flags) throws IOException {
        return opened(Node.builder(name)
                .place(place)
                .main(main)
                .flags(flags)
                .environment(Map.of("GOCHAT_RPC_TOKEN", token))
                .jvm(builder.jvm)
                .build());
    }

    private List<String> serviceFlags(Builder builder, Place place) {
        List<String> flags = flags("service");
        flags.addAll(List.of("--mysql", database.url(), "--rpc-host", place.host(), "--registrations", "100000"));
        flags.addAll(builder.serviceFlags);
        return flags;
    }

    private List<String> gatewayFlags(Builder builder) {
        List<String> flags = flags("gateway");
        flags.addAll(builder.gatewayFlags);
        return flags;
    }

    private List<String> flags(String role) {
        return new ArrayList<>(List.of("--role", role, "--redis", redisAddress, "--etcd", etcd.url()));
    }

    /** Returns the etcd. */
    public EtcdServer etcd() {
        return etcd;
    }

    /** Returns the Redis. */
    public RedisServer redis() {
        return redis;
    }

    /** Returns the database. */
    public MariaDbServer database() {
        return database;
    }

    /** Returns the services, in order of their numbers. */
    public List<Node> services() {
        return List.copyOf(services);
    }

    /** Returns the gateways, in order of their numbers. */
    public List<Node> gateways() {
        return List.copyOf(gateways);
    }

    /** Returns the services and the gateways. */
    public List<Node> nodes() {
        return Stream.concat(services.stream(), gateways.stream()).toList();
    }

    /** Returns all processes. */
    public List<Part> parts() {
        Stream<Part> servers =
                Stream.of(new ServerPart(ETCD, etcd), new ServerPart(REDIS, redis), new ServerPart(DATABASE, database));
        return Stream.concat(servers, nodes().stream()).toList();
    }

    /** Returns where clients connect. */
    public List<URI> urls() {
        return gateways.stream().map(Node::url).toList();
    }

    /** Kills all processes, the last one first, and deletes their data. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the cluster does not end", e);
            }
        }
    }

    /** Builds a cluster. Not thread-safe. */
    public static final class Builder {
        private int services = 2;
        private int gateways = 3;
        private String serviceMain = Node.MAIN;
        private String gatewayMain = Node.MAIN;
        private List<String> serviceFlags = List.of();
        private List<String> gatewayFlags = List.of();
        private List<String> jvm = Node.JVM;
        private MariaDbServer.Builder database = MariaDbServer.builder();
        private Function<String, Place> places = name -> Place.LOOPBACK;
        private UnaryOperator<String> redisAddress = UnaryOperator.identity();

        private Builder() {}

        /** Sets how many services there are. Default: 2. */
        public Builder services(int count) {
            services = count;
            return this;
        }

        /** Sets how many gateways there are. Default: 3. */
        public Builder gateways(int count) {
            gateways = count;
            return this;
        }

        /** Sets the main class of services, which takes the flags of gochat. */
        public Builder serviceMain(String main) {
            serviceMain = main;
            return this;
        }

        /** Sets the main class of gateways, which takes the flags of gochat. */
        public Builder gatewayMain(String main) {
            gatewayMain = main;
            return this;
        }

        /** Adds flags for services. */
        public Builder serviceFlags(String... flags) {
            serviceFlags = List.of(flags);
            return this;
        }

        /** Adds flags for gateways. */
        public Builder gatewayFlags(String... flags) {
            gatewayFlags = List.of(flags);
            return this;
        }

        /** Sets the options of the JVMs of services and gateways. Default: they start fast and stay small. */
        public Builder jvm(List<String> options) {
            jvm = List.copyOf(options);
            return this;
        }

        /** Sets the database. Default: a MariaDB with its defaults. */
        public Builder database(MariaDbServer.Builder settings) {
            database = settings;
            return this;
        }

        /**
         * Sets where each part runs, by its name: etcd, Redis, MariaDB, "service 1", "gateway 1" and so on. Default:
         * the loopback address.
         */
        public Builder places(Function<String, Place> places) {
            this.places = places;
            return this;
        }

        /** Sets what services and gateways are told instead of the address of Redis, such as that of a proxy. */
        public Builder redisAddress(UnaryOperator<String> address) {
            redisAddress = address;
            return this;
        }

        /** Starts all, and waits until they answer; an IOException says what failed, and nothing is left. */
        public Cluster start() throws IOException {
            return new Cluster(this);
        }
    }
}

package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Stores;
import io.minirpc.localservers.EtcdServer;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.localservers.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Two services and two gateways, found by etcd, on MariaDB and Redis. All fleets of this JVM share these servers and
 * the database, which end with the JVM; users have names of their own.
 */
final class Fleet implements Site {
    private static final String TOKEN = "a-token-of-this-fleet";

    private static final AtomicInteger FLEETS = new AtomicInteger();

    private final int number = FLEETS.incrementAndGet();

    /** The servers, started when they are first asked for. */
    static final class Servers {
        static final MariaDbServer MARIADB = started(MariaDbServer::start);
        static final RedisServer REDIS = started(RedisServer::start);
        static final EtcdServer ETCD = started(EtcdServer::start);

        private Servers() {}

        private interface Start<T> {
            T start() throws IOException;
        }

        private static <T> T started(Start<T> start) {
            try {
                return start.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public List<Server> start(Map<String, String> settings, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores)
            throws Exception {
        List<Server> servers = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                servers.add(service(ways, stores));
            }
            for (int i = 0; i < 2; i++) {
                servers.add(gateway(settings, ways));
            }
            return servers;
        } catch (Exception e) {
            servers.forEach(Server::close);
            throw e;
        }
    }

    static Server service(UnaryOperator<Routing> ways, UnaryOperator<Stores> stores) throws SettingsException {
        return Server.start(SettingsReader.read(serviceFlags(), environment(), null), ways, stores);
    }

    static Map<String, String> serviceFlags() {
        Map<String, String> flags = shared("service");
        flags.put("mysql", Servers.MARIADB.url());
        flags.put("registrations", "1000");
        return flags;
    }

    static Server gateway(Map<String, String> settings, UnaryOperator<Routing> ways) throws SettingsException {
        Map<String, String> flags = gatewayFlags();
        flags.putAll(settings);
        return Server.start(SettingsReader.read(flags, environment(), null), ways, UnaryOperator.identity());
    }

    static Map<String, String> gatewayFlags() {
        return shared("gateway");
    }

    private static Map<String, String> shared(String role) {
        return new HashMap<>(
                Map.of("role", role, "port", "0", "redis", Servers.REDIS.url(), "etcd", Servers.ETCD.url()));
    }

    /** Returns flags as a process takes them that joins the fleet, without the port, which it chooses. */
    static List<String> commandLine(Map<String, String> flags) {
        return flags.entrySet().stream()
                .filter(flag -> !flag.getKey().equals("port"))
                .flatMap(flag -> Stream.of("--" + flag.getKey(), flag.getValue()))
                .toList();
    }

    static Map<String, String> environment() {
        return Map.of("GOCHAT_RPC_TOKEN", TOKEN);
    }

    @Override
    public Database openDatabase() {
        return Database.openServer(Servers.MARIADB.url());
    }

    @Override
    public String userName(String name) {
        return name + "-" + number;
    }
}

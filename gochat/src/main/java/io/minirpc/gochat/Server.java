package io.minirpc.gochat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minirpc.discovery.Endpoint;
import io.minirpc.gochat.gateway.Gateway;
import io.minirpc.gochat.gateway.GatewaySettings;
import io.minirpc.gochat.gateway.ServiceClients;
import io.minirpc.gochat.gateway.Services;
import io.minirpc.gochat.gateway.Timing;
import io.minirpc.gochat.gateway.http.HttpApi;
import io.minirpc.gochat.gateway.http.HttpSettings;
import io.minirpc.gochat.gateway.http.Insight;
import io.minirpc.gochat.gateway.http.OperationsServer;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.trace.Tracing;
import io.minirpc.registry.etcd.EtcdRegistry;
import io.minirpc.server.Authenticator;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process of gochat: a gateway, services, or both. They meet through stubs, in one process over the in-process
 * transport.
 */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** The metadata of a service's endpoint that names it as a publisher of the bus. */
    private static final String PUBLISHER = "publisher";

    private final Settings settings;
    private final UnaryOperator<Routing> ways;
    private final UnaryOperator<Stores> stores;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness();
    private final Parts parts = new Parts();
    private final Tracing tracing;
    private @Nullable RpcServer rpc;
    private volatile int port;
    private List<DemoUsers.Account> demoUsers = List.of();

    private Server(Settings settings, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores) {
        this.settings = settings;
        this.ways = ways;
        this.stores = stores;
        tracing = parts.add(Tracing.start(settings.role().word(), settings.otlp()));
    }

    /**
     * Starts what the role says; clients or gateways can connect when this returns.
     *
     * @throws io.minirpc.gochat.store.StoreException if the database cannot be used
     * @throws io.minirpc.gochat.id.SnowflakeException if the clock is behind that of the start before
     * @throws java.io.UncheckedIOException if the folder cannot be made, or the address cannot be listened on
     * @throws StartException if something else that it needs is not there
     */
    static Server start(Settings settings) {
        return start(settings, UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** For tests: ways to users that lose what they are told to lose, and stores with faults. */
    static Server start(Settings settings, UnaryOperator<Routing> ways, UnaryOperator<Stores> stores) {
        Server server = new Server(settings, ways, stores);
        try {
            switch (settings.role()) {
                case ALL -> server.startAll();
                case GATEWAY -> server.startGateway();
                case SERVICE -> server.startService();
            }
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void startAll() {
        Backend backend = backend();
        String name = "gochat-" + UUID.randomUUID();
        parts.add(backend.serve(server -> server.inProcess(name)));
        backend.ways().publisher().ifPresent(own -> backend.ways().expect(Set.of(own)));
        demoUsers = backend.demoUsers();
        open(parts.add(ServiceClients.inProcess(name, tracing.filter())).services(), backend.ways());
    }

    private void startGateway() {
        RemoteServices remote = parts.add(RemoteServices.open(settings, tracing.filter()));
        readiness.ask("no service answers", () -> remote.services().inbox().epoch());
        Ways opened = parts.add(Ways.open(settings, remote.epoch(), ways));
        parts.add(remote.watch(services -> opened.expect(publishers(services))));
        open(remote.services(), opened);
        ProcessAnnouncement.of(settings, port).announce(remote.registry());
    }

    private static Set<String> publishers(List<Endpoint> services) {
        return services.stream()
                .flatMap(service -> Stream.ofNullable(service.metadata().get(PUBLISHER)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void startService() {
        Backend backend = backend();
        EtcdRegistry registry = parts.add(RemoteServices.registry(settings));
        warnOfPlainText();
        Map<String, String> names =
                backend.ways().publisher().map(own -> Map.of(PUBLISHER, own)).orElse(Map.of());
        rpc = parts.add(backend.serve(
                server -> listening(server).registry(registry).advertise(endpoint -> announced(endpoint, names))));
        parts.add(readiness.start());
        port = parts.add(OperationsServer.start(settings.host(), settings.port(), insight(), httpSettings()))
                .port();
        ProcessAnnouncement.of(settings, port).announce(registry);
    }

    private Insight insight() {
        return new Insight(readiness::faults, metrics::scrape, message -> tracing.report(name(), message));
    }

    private String name() {
        return settings.role().word() + " " + Hosts.authority(settings.host(), port);
    }

    private HttpSettings httpSettings() {
        return HttpSettings.DEFAULT
                .withMetricsFromAnywhere(settings.openMetrics())
                .withTracesFromAnywhere(settings.openTraces());
    }

    private Backend backend() {
        Backend backend = parts.add(Backend.open(settings, ways, stores, metrics, tracing));
        backend.require(readiness);
        return backend;
    }

    private RpcServerBuilder listening(RpcServerBuilder server) {
        RpcSettings own = settings.rpc();
        server.address(own.host(), own.port());
        own.serverTls().ifPresent(server::tls);
        own.token().ifPresent(token -> server.authenticator(Authenticator.ofToken(token.text())));
        return server;
    }

    private Endpoint announced(Endpoint endpoint, Map<String, String> names) {
        LoopbackWarning.of(endpoint.host(), settings.etcd()).ifPresent(LOG::warn);
        return endpoint.withMetadata(names);
    }

    private void warnOfPlainText() {
        RpcSettings own = settings.rpc();
        if (own.serverTls().isEmpty() && !Hosts.isLoopback(own.host())) {
            LOG.warn(
                    "Messages and the rpc-token travel as plain text between gateways and {}: set rpc-cert and rpc-key, or"
                            + " keep that network to yourself",
                    own.host());
        }
    }

    private void open(Services services, Ways opened) {
        HttpApi http = new HttpApi(services.accounts(), insight(), httpSettings());
        Gateway gateway = parts.add(Gateway.start(
                gatewaySettings(settings), services, opened.routing(), metrics, tracing.messages(), http));
        port = gateway.port();
        parts.add(readiness
                .require("the keys of tokens are not there", gateway::isReady)
                .start());
    }

    static GatewaySettings gatewaySettings(Settings settings) {
        return GatewaySettings.DEFAULT
                .withAddress(settings.host(), settings.port())
                .withOrigins(Set.copyOf(settings.origins()))
                .withProxies(Set.copyOf(settings.proxies()))
                .with(Timing.HEARTBEAT, settings.heartbeat())
                .with(Timing.DRAIN, settings.drain());
    }

    /** Returns the port of HTTP: of clients, at a service of health and metrics. */
    int port() {
        return port;
    }

    /** Returns the port on which a service listens for gateways; empty for the other roles. */
    OptionalInt rpcPort() {
        return rpc == null ? OptionalInt.empty() : OptionalInt.of(rpc.port());
    }

    /** Returns the users that were made at this start. */
    List<DemoUsers.Account> demoUsers() {
        return demoUsers;
    }

    /**
     * Ends all parts, the last one first. A gateway tells its clients, and serves each until its moment; a service
     * leaves etcd, answers what it has begun, commits what waits; then come Redis and the database.
     */
    @Override
    public void close() {
        parts.close();
    }
}

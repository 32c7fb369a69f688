package io.minirpc.gochat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.minirpc.gochat.account.AccountLimits;
import io.minirpc.gochat.account.Accounts;
import io.minirpc.gochat.api.AccountServiceSkeleton;
import io.minirpc.gochat.api.ConversationServiceSkeleton;
import io.minirpc.gochat.api.InboxServiceSkeleton;
import io.minirpc.gochat.chat.Conversations;
import io.minirpc.gochat.chat.Inbox;
import io.minirpc.gochat.gateway.Gateway;
import io.minirpc.gochat.gateway.GatewaySettings;
import io.minirpc.gochat.gateway.ServiceClients;
import io.minirpc.gochat.gateway.Timing;
import io.minirpc.gochat.gateway.http.HttpApi;
import io.minirpc.gochat.gateway.http.HttpSettings;
import io.minirpc.gochat.id.MachineNumbers;
import io.minirpc.gochat.id.Snowflake;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.Stores;
import io.minirpc.server.RpcServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gateway and services in one process, on a database in a file. They meet as they do in several processes: through
 * stubs, over the in-process transport.
 */
final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int MAX_EXECUTING = 2_048; // asynchronous calls, which hold no thread

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Gateway gateway;
    private volatile boolean started;
    private final List<DemoUsers.Account> demoUsers;

    private Server(Settings settings, Routing routing, UnaryOperator<Stores> inside) {
        try {
            if (routing.bus() instanceof AutoCloseable threads) {
                opened(threads);
            }
            Database database = opened(Database.openFile(folder(settings.data()).resolve("gochat"), settings.sync()));
            boolean empty = AccountStore.of(database).isEmpty();
            MachineNumbers numbers = opened(MachineNumbers.claim(MachineStore.of(database)));
            Snowflake ids = new Snowflake(numbers);
            AccountLimits limits = AccountLimits.DEFAULT.withRegistrations(settings.registrations());
            Accounts accounts = opened(Accounts.open(database, ids, limits));
            demoUsers =
                    empty && settings.demo() && isLoopback(settings.host()) ? DemoUsers.create(accounts) : List.of();
            Stores stores = inside.apply(Stores.of(database));
            Conversations conversations =
                    opened(new Conversations(stores.sends(), ids::next, Clock.systemUTC(), routing));
            Inbox inbox = new Inbox(database, stores, routing, Clock.systemUTC());
            ServiceClients clients = serve(accounts, conversations, inbox);
            PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            FunctionCounter.builder("gochat.pushes.lost", conversations, Conversations::lostPushes)
                    .register(metrics);
            HttpApi http = new HttpApi(
                    clients.services().accounts(),
                    () -> started && numbers.isHeld(),
                    metrics::scrape,
                    HttpSettings.DEFAULT.withMetricsFromAnywhere(settings.openMetrics()));
            gateway = opened(Gateway.start(gatewaySettings(settings), clients.services(), routing, metrics, http));
            started = true;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything; clients can connect when this returns.
     *
     * @throws io.minirpc.gochat.store.StoreException if the database cannot be opened
     * @throws io.minirpc.gochat.id.SnowflakeException if the clock is behind that of the start before
     * @throws UncheckedIOException if the folder cannot be made, or the address cannot be listened on
     */
    static Server start(Settings settings) {
        return start(
                settings,
                new Routing(new MemoryRoutes(), new MemoryGroupGateways(), new MemoryBus()),
                stores -> stores);
    }

    /** For tests: ways to users that lose what they are told to lose, and stores with faults. */
    static Server start(Settings settings, Routing routing, UnaryOperator<Stores> stores) {
        return new Server(settings, routing, stores);
    }

    private ServiceClients serve(Accounts accounts, Conversations conversations, Inbox inbox) {
        String name = "gochat-" + UUID.randomUUID();
        opened(RpcServer.builder()
                .inProcess(name)
                .maxExecutingPerConnection(MAX_EXECUTING)
                .add(AccountServiceSkeleton.bind(accounts))
                .add(ConversationServiceSkeleton.bind(conversations))
                .add(InboxServiceSkeleton.bind(inbox))
                .build()
                .start());
        return opened(ServiceClients.inProcess(name));
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("data: cannot make the folder " + folder + ": " + e, e);
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // the gateway says that it cannot listen there
        }
    }

    static GatewaySettings gatewaySettings(Settings settings) {
        return GatewaySettings.DEFAULT
                .withAddress(settings.host(), settings.port())
                .withOrigins(Set.copyOf(settings.origins()))
                .withProxies(Set.copyOf(settings.proxies()))
                .with(Timing.HEARTBEAT, settings.heartbeat())
                .with(Timing.DRAIN, settings.drain());
    }

    int port() {
        return gateway.port();
    }

    /** Returns the users that were made at this start. */
    List<DemoUsers.Account> demoUsers() {
        return demoUsers;
    }

    /** Ends all parts, the last one first: connections, then services, then the database. */
    @Override
    public void close() {
        started = false;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} does not end as it should", part.getClass().getSimpleName(), e);
            }
        }
    }
}

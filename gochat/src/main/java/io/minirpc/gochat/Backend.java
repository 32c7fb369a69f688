package io.minirpc.gochat;

import io.micrometer.core.instrument.MeterRegistry;
import io.minirpc.gochat.account.AccountLimits;
import io.minirpc.gochat.account.Accounts;
import io.minirpc.gochat.api.AccountServiceSkeleton;
import io.minirpc.gochat.api.ConversationServiceSkeleton;
import io.minirpc.gochat.api.InboxServiceSkeleton;
import io.minirpc.gochat.chat.Conversations;
import io.minirpc.gochat.chat.Epoch;
import io.minirpc.gochat.chat.Inbox;
import io.minirpc.gochat.id.MachineNumbers;
import io.minirpc.gochat.id.Snowflake;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.DatabaseClock;
import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.store.StoreException;
import io.minirpc.gochat.store.Stores;
import io.minirpc.gochat.trace.Tracing;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** The services of a process, and the database that they stand on. Thread-safe. */
final class Backend implements AutoCloseable {
    private static final int MAX_EXECUTING = 2_048; // asynchronous calls, which hold no thread
    private static final int MAX_IN_FLIGHT = 16_384;

    private final Parts parts = new Parts();
    private final Database database;
    private final MachineNumbers numbers;
    private final Accounts accounts;
    private final Ways ways;
    private final DatabaseClock clock;
    private final SettingStore values;
    private final Conversations conversations;
    private final Inbox inbox;
    private final List<DemoUsers.Account> demoUsers;
    private final Tracing tracing;

    private Backend(
            Settings settings,
            UnaryOperator<Routing> ways,
            UnaryOperator<Stores> inside,
            MeterRegistry registry,
            Tracing tracing) {
        this.tracing = tracing;
        try {
            database = parts.add(DatabaseSettings.of(settings).open());
            clock = parts.add(DatabaseClock.watch(database));
            boolean isEmpty = AccountStore.of(database).isEmpty();
            numbers = parts.add(MachineNumbers.claim(MachineStore.of(database)));
            Snowflake ids = new Snowflake(numbers);
            accounts = parts.add(
                    Accounts.open(database, ids, AccountLimits.DEFAULT.withRegistrations(settings.registrations())));
            demoUsers = isEmpty && wantsDemoUsers(settings) ? DemoUsers.create(accounts) : List.of();
            Stores stores = inside.apply(Stores.of(database));
            values = stores.settings();
            this.ways = parts.add(Ways.open(settings, Epoch.of(values), ways));
            conversations = parts.add(new Conversations(
                    stores.sends(), ids::next, Clock.systemUTC(), this.ways.routing(), registry, tracing.messages()));
            inbox = new Inbox(database, stores, this.ways.routing(), Clock.systemUTC());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the database and what stands on it. A server that is away is waited for, up to a minute.
     *
     * @throws StoreException if the database cannot be used
     * @throws io.minirpc.gochat.id.SnowflakeException if the clock is behind that of the start before
     * @throws UncheckedIOException if the folder of the database cannot be made
     * @throws StartException if the database cannot be reached in time, or Redis cannot be reached or used
     */
    static Backend open(
            Settings settings,
            UnaryOperator<Routing> ways,
            UnaryOperator<Stores> stores,
            MeterRegistry registry,
            Tracing tracing) {
        Patience patience = new Patience("a MariaDB or MySQL server that answers");
        while (true) {
            try {
                return new Backend(settings, ways, stores, registry, tracing);
            } catch (StoreException e) {
                if (settings.mysql().isEmpty() || e.kind() != StoreException.Kind.CONNECTION_LOST) {
                    throw e;
                }
                patience.pause(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private static boolean wantsDemoUsers(Settings settings) {
        return settings.role() == ProcessRole.ALL && settings.demo() && Hosts.isLoopback(settings.host());
    }

    /** Starts a server of the services, which whoever calls closes first. */
    RpcServer serve(UnaryOperator<RpcServerBuilder> where) {
        return where.apply(RpcServer.builder())
                .maxExecutingPerConnection(MAX_EXECUTING)
                .maxInFlight(MAX_IN_FLIGHT)
                .filter(tracing.filter())
                .add(AccountServiceSkeleton.bind(accounts))
                .add(ConversationServiceSkeleton.bind(conversations))
                .add(InboxServiceSkeleton.bind(inbox))
                .build()
                .start();
    }

    Ways ways() {
        return ways;
    }

    /** Returns the users that were made at this start. */
    List<DemoUsers.Account> demoUsers() {
        return demoUsers;
    }

    /** Adds what must hold for these services to be of use. */
    void require(Readiness readiness) {
        readiness
                .require("no machine number is held", numbers::isHeld)
                .require("the clock is more than 5 s off that of the database", clock::isRight)
                .ask("the database does not answer", () -> database.submit(() -> values.get("epoch")));
    }

    /** Ends the services, which commit and answer what they had accepted, then the database. */
    @Override
    public void close() {
        parts.close();
    }
}

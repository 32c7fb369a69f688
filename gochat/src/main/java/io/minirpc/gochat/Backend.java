package io.minirpc.gochat;

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
import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.store.Stores;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/** The services of a process, and the database that they stand on. Thread-safe. */
final class Backend implements AutoCloseable {
    private static final int MAX_EXECUTING = 2_048; // asynchronous calls, which hold no thread
    private static final int MAX_IN_FLIGHT = 16_384;

    private final Parts parts = new Parts();
    private final Database database;
    private final MachineNumbers numbers;
    private final Accounts accounts;
    private final Routing routing;
    private final Conversations conversations;
    private final Inbox inbox;
    private final List<DemoUsers.Account> demoUsers;

    private Backend(Settings settings, Ways ways, UnaryOperator<Stores> inside) {
        try {
            database = parts.add(database(settings));
            boolean isEmpty = AccountStore.of(database).isEmpty();
            numbers = parts.add(MachineNumbers.claim(MachineStore.of(database)));
            Snowflake ids = new Snowflake(numbers);
            accounts = parts.add(
                    Accounts.open(database, ids, AccountLimits.DEFAULT.withRegistrations(settings.registrations())));
            demoUsers = isEmpty && wantsDemoUsers(settings) ? DemoUsers.create(accounts) : List.of();
            Stores stores = inside.apply(Stores.of(database));
            routing = ways.open(Epoch.of(stores.settings()), parts);
            conversations = parts.add(new Conversations(stores.sends(), ids::next, Clock.systemUTC(), routing));
            inbox = new Inbox(database, stores, routing, Clock.systemUTC());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens the database and what stands on it.
     *
     * @throws io.minirpc.gochat.store.StoreException if the database cannot be opened
     * @throws io.minirpc.gochat.id.SnowflakeException if the clock is behind that of the start before
     * @throws UncheckedIOException if the folder of the database cannot be made
     */
    static Backend open(Settings settings, Ways ways, UnaryOperator<Stores> stores) {
        return new Backend(settings, ways, stores);
    }

    private static Database database(Settings settings) {
        return settings.mysql()
                .<Database>map(url -> {
                    throw new UnsupportedOperationException("mysql");
                })
                .orElseGet(() -> Database.openFile(folder(settings.data()).resolve("gochat"), settings.sync()));
    }

    /** Sets a new epoch in the database of the settings, and returns it. */
    static String renewEpoch(Settings settings) {
        try (Database database = database(settings)) {
            return Epoch.renew(SettingStore.of(database));
        }
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("data: cannot make the folder " + folder + ": " + e, e);
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
                .add(AccountServiceSkeleton.bind(accounts))
                .add(ConversationServiceSkeleton.bind(conversations))
                .add(InboxServiceSkeleton.bind(inbox))
                .build()
                .start();
    }

    Routing routing() {
        return routing;
    }

    /** Returns the users that were made at this start. */
    List<DemoUsers.Account> demoUsers() {
        return demoUsers;
    }

    /** Returns how many committed messages were not pushed, as far as it is known here. */
    long lostPushes() {
        return conversations.lostPushes();
    }

    /** Returns whether ids can be given. */
    boolean hasMachineNumber() {
        return numbers.isHeld();
    }

    /** Asks how many milliseconds the database's clock is ahead of this machine's; fails where it does not answer. */
    CompletionStage<Long> clockOffsetMs() {
        return database.submit(() -> 0L);
    }

    /** Ends the services, which commit and answer what they had accepted, then the database. */
    @Override
    public void close() {
        parts.close();
    }
}

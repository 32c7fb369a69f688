package io.minirpc.gochat.account;

import io.minirpc.gochat.id.MachineNumbers;
import io.minirpc.gochat.id.Snowflake;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.MachineStore;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.token.TokenSigner;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Accounts written straight into a database, thousands in a second, for load tests of servers that were started for
 * them. Nobody can log in to such an account: it has no password, but one session, whose access tokens are signed here
 * with the key of the database. Thread-safe.
 */
public final class BulkAccounts {
    private static final int PORTION = 500;
    private static final String DEVICE = "load";

    /** Matches no password: it is no hash. */
    private static final String NO_PASSWORD = "!";

    private final List<Account> accounts;
    private final TokenSigner signer;

    private BulkAccounts(List<Account> accounts, TokenSigner signer) {
        this.accounts = accounts;
        this.signer = signer;
    }

    /** An account and its session. */
    public record Account(long user, String name, long session) {}

    /**
     * Writes accounts into a database on a MariaDB or MySQL server, on the caller's thread.
     *
     * @param url as the setting {@code mysql}
     * @param prefix begins the names, which end with numbers from 0
     * @throws io.minirpc.gochat.store.StoreException if the database cannot be used, or a name is taken
     */
    public static BulkAccounts inServer(String url, String prefix, int count) {
        try (Database database = Database.openServer(url)) {
            return write(database, prefix, count);
        }
    }

    /**
     * Writes accounts into an H2 database that no process has open, on the caller's thread; it is created if it is
     * missing.
     *
     * @param file the file without its suffix
     * @param prefix begins the names, which end with numbers from 0
     * @throws io.minirpc.gochat.store.StoreException if the database cannot be used, or a name is taken
     */
    public static BulkAccounts inFile(Path file, String prefix, int count) {
        try (Database database = Database.openFile(file, false)) {
            return write(database, prefix, count);
        }
    }

    private static BulkAccounts write(Database database, String prefix, int count) {
        AccountKeys keys = AccountKeys.load(SettingStore.of(database));
        RefreshTokens refreshTokens = new RefreshTokens(Base64.getDecoder().decode(keys.refreshKey()));
        AccountStore store = AccountStore.of(database);
        List<Account> all = new ArrayList<>();
        try (MachineNumbers numbers = MachineNumbers.claim(MachineStore.of(database))) {
            Snowflake ids = new Snowflake(numbers);
            while (all.size() < count) {
                List<Account> portion = new ArrayList<>();
                for (int i = all.size(); i < Math.min(count, all.size() + PORTION); i++) {
                    portion.add(new Account(ids.next(), prefix + i, ids.next()));
                }
                write(store, refreshTokens, portion);
                all.addAll(portion);
            }
        }
        return new BulkAccounts(all, new TokenSigner(keys.issuer(), keys.accessKey(), Clock.systemUTC()));
    }

    private static void write(AccountStore store, RefreshTokens refreshTokens, List<Account> portion) {
        long now = System.currentTimeMillis();
        long expires = now + RefreshTokens.LIFETIME.toMillis();
        List<StoredUser> users = new ArrayList<>();
        List<StoredSession> sessions = new ArrayList<>();
        for (Account account : portion) {
            String hash = RefreshTokens.hash(refreshTokens.first(account.session()));
            users.add(new StoredUser(account.user(), account.name(), account.name(), NO_PASSWORD, now, false));
            sessions.add(
                    new StoredSession(account.session(), account.user(), DEVICE, 0, hash, null, now, now, expires));
        }
        store.registerAll(users, sessions);
    }

    /** Returns the accounts, in the order of their numbers. */
    public List<Account> accounts() {
        return List.copyOf(accounts);
    }

    /** Returns a new access token of an account, which is good for 15 minutes. Takes a fraction of a millisecond. */
    public String token(Account account) {
        return signer.sign(account.user(), account.session());
    }
}

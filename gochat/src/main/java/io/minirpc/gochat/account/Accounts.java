package io.minirpc.gochat.account;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.AccountService;
import io.minirpc.gochat.api.GrantResult;
import io.minirpc.gochat.api.GrantResult.Granted;
import io.minirpc.gochat.api.GrantResult.UserResult;
import io.minirpc.gochat.api.Refusal;
import io.minirpc.gochat.api.Registration;
import io.minirpc.gochat.api.Revocations;
import io.minirpc.gochat.api.SessionInfo;
import io.minirpc.gochat.api.TokenKeys;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.User;
import io.minirpc.gochat.id.Snowflake;
import io.minirpc.gochat.id.SnowflakeException;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.Revocation;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.SettingStore;
import io.minirpc.gochat.store.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Users and their sessions in a database. Thread-safe, and no method blocks: the database works on its own threads,
 * passwords are hashed on two others.
 */
public final class Accounts implements AccountService, AutoCloseable {
    static final int MAX_REVOCATIONS = 1_000;
    private static final int LOG_IN_TRIES = 3;
    private static final String UNNAMED_DEVICE = "unnamed";

    private final Database database;
    private final AccountStore store;
    private final Passwords passwords;
    private final LogInGuard guard;
    private final TokenKeys keys;
    private final Grants grants;
    private final SessionExpiry expiry;
    private final Clock clock;

    /** For tests: cheaper hashes, other clocks. */
    Accounts(
            Database database,
            LongSupplier ids,
            AccountLimits limits,
            Argon2 argon2,
            Clock clock,
            LongSupplier nanoTime) {
        this.database = database;
        this.store = AccountStore.of(database);
        this.passwords = new Passwords(argon2);
        this.guard = new LogInGuard(limits, nanoTime);
        AccountKeys accountKeys = AccountKeys.load(SettingStore.of(database));
        this.keys = new TokenKeys(accountKeys.issuer(), accountKeys.accessKey().publicText());
        this.grants = new Grants(store, ids, accountKeys, clock);
        this.expiry = new SessionExpiry(database, store, clock, nanoTime);
        this.clock = clock;
    }

    /** Reads the keys of the database, on the caller's thread; at the first start it makes them. */
    public static Accounts open(Database database, Snowflake ids, AccountLimits limits) {
        return new Accounts(database, ids::next, limits, Argon2.DEFAULT, Clock.systemUTC(), System::nanoTime);
    }

    @Override
    public CompletionStage<TokenKeys> keys() {
        return CompletableFuture.completedFuture(keys);
    }

    @Override
    public CompletionStage<GrantResult> register(Registration registration) {
        return granting(() -> {
            String name = Names.canonical(registration.name());
            String password = Passwords.checked("password", registration.password());
            String display = Names.display(registration.display() == null ? name : registration.display());
            String device = device(registration.device());
            guard.admitRegistration(registration.address());
            return inStore(() -> store.byName(name))
                    .thenCompose(there -> {
                        if (there.isPresent()) {
                            throw Grants.nameTaken(name);
                        }
                        return passwords.hash(password);
                    })
                    .thenCompose(hash -> inStore(() -> grants.register(name, display, hash, device)));
        });
    }

    @Override
    public CompletionStage<GrantResult> logIn(String name, String password, @Nullable String device, String address) {
        return granting(() -> {
            String canonical = Names.canonical(name);
            String checked = Passwords.checked("password", password);
            String checkedDevice = device(device);
            guard.admitLogIn(canonical, address);
            return logIn(canonical, checked, checkedDevice, LOG_IN_TRIES);
        });
    }

    /** Tries again where the hash changed after it was verified, as by another log-in that raised its parameters. */
    private CompletionStage<Granted> logIn(String name, String password, String device, int tries) {
        return inStore(() -> store.byName(name))
                .thenCompose(user -> verified(user, password))
                .thenCompose(this::rehashedIfOutdated)
                .thenCompose(user -> inStore(() -> grants.begin(user.stored(), device)))
                .thenCompose(granted -> {
                    if (granted.isPresent()) {
                        expiry.runIfDue();
                        return CompletableFuture.completedFuture(granted.get());
                    }
                    if (tries == 1) {
                        throw Grants.wrongPassword();
                    }
                    return logIn(name, password, device, tries - 1);
                });
    }

    /** A user and the password that he was verified by. */
    private record Verified(StoredUser stored, String password) {}

    /** Verifies a password; a user who is not there takes the same way as a wrong password. */
    private CompletionStage<Verified> verified(Optional<StoredUser> user, String password) {
        String hash = user.map(StoredUser::passwordHash).orElse(null);
        return passwords.matches(password, hash).thenApply(matches -> {
            if (!matches) {
                throw Grants.wrongPassword();
            }
            return new Verified(user.orElseThrow(), password);
        });
    }

    private CompletionStage<Verified> rehashedIfOutdated(Verified verified) {
        StoredUser user = verified.stored();
        if (!passwords.isOutdated(user.passwordHash())) {
            return CompletableFuture.completedFuture(verified);
        }
        return passwords
                .hash(verified.password())
                .thenCompose(hash -> inStore(() -> {
                    store.rehash(user.id(), user.passwordHash(), hash);
                    return new Verified(user.withPasswordHash(hash), verified.password());
                }));
    }

    private static String device(@Nullable String device) {
        return device == null ? UNNAMED_DEVICE : Names.device(device);
    }

    @Override
    public CompletionStage<GrantResult> refresh(String refreshToken) {
        return granting(() -> inStore(() -> grants.refresh(refreshToken)));
    }

    @Override
    public CompletionStage<Void> endSession(long user, long session) {
        return answering(() -> inStore(() -> {
            store.end(user, session, clock.millis());
            return null;
        }));
    }

    @Override
    public CompletionStage<Void> endSessions(long user, long except) {
        return answering(() -> inStore(() -> {
            store.endAll(user, except, clock.millis());
            return null;
        }));
    }

    @Override
    public CompletionStage<List<SessionInfo>> sessions(long user) {
        return answering(() -> inStore(() -> store.living(user, clock.millis(), Grants.MAX_SESSIONS).stream()
                .map(Accounts::shown)
                .toList()));
    }

    private static SessionInfo shown(StoredSession session) {
        return new SessionInfo(session.id(), session.device(), session.createdMs(), session.rotatedMs());
    }

    @Override
    public CompletionStage<Optional<Refusal>> changePassword(long user, long session, String old, String changed) {
        return Accounts.<Optional<Refusal>>answering(
                () -> {
                    String checkedOld = Passwords.checked("old", old);
                    String checkedNew = Passwords.checked("new", changed);
                    guard.admitPasswordChange(session);
                    return inStore(() -> store.byId(user))
                            .thenCompose(there -> verified(there, checkedOld))
                            .thenCompose(verified -> passwords
                                    .hash(checkedNew)
                                    .thenCompose(hash -> inStore(() -> change(verified.stored(), hash, session))));
                },
                Optional::of);
    }

    private Optional<Refusal> change(StoredUser user, String hash, long session) {
        if (!store.changePassword(user.id(), user.passwordHash(), hash, session, clock.millis())) {
            throw Grants.wrongPassword(); // it was changed since
        }
        return Optional.empty();
    }

    @Override
    public CompletionStage<UserResult> changeDisplayName(long user, String display) {
        return answering(
                () -> {
                    String checked = Names.display(display);
                    return inStore(() -> {
                        store.setDisplay(user, checked);
                        StoredUser changed = store.byId(user).orElseThrow(Accounts::noUser);
                        return new UserResult(Grants.shown(changed), null);
                    });
                },
                refusal -> new UserResult(null, refusal));
    }

    private static RefusedException noUser() {
        return RefusedException.of(ErrorCode.NOT_FOUND, "there is no such user");
    }

    @Override
    public CompletionStage<Optional<User>> find(String name) {
        return answering(
                () -> {
                    String canonical = Names.canonical(name);
                    return inStore(() -> store.byName(canonical).map(Grants::shown));
                },
                refusal -> Optional.empty());
    }

    @Override
    public CompletionStage<Boolean> alive(long user, long session) {
        return answering(() -> inStore(() -> store.alive(user, session, clock.millis())));
    }

    @Override
    public CompletionStage<Revocations> revocations(long after) {
        return answering(() -> inStore(() -> {
            long last = store.lastRevocation(); // before the list, which then lacks none of those up to it
            List<Revocation> ended = after < 0 ? List.of() : store.revocations(after, MAX_REVOCATIONS);
            return new Revocations(
                    last,
                    sessions(ended),
                    sessions(ended.stream().filter(Revocation::banned).toList()));
        }));
    }

    private static List<Long> sessions(List<Revocation> ended) {
        return ended.stream().map(Revocation::session).toList();
    }

    Passwords passwords() {
        return passwords;
    }

    /** Ends the threads that hash passwords. Call it before the database is closed. */
    @Override
    public void close() {
        passwords.close();
    }

    private <T> CompletionStage<T> inStore(Supplier<T> work) {
        return database.submit(work);
    }

    private static CompletionStage<GrantResult> granting(Supplier<CompletionStage<Granted>> work) {
        return answering(() -> work.get().thenApply(granted -> (GrantResult) granted), GrantResult.Refused::new);
    }

    private static <T> CompletionStage<T> answering(Supplier<CompletionStage<T>> work) {
        return answering(work, refusal -> {
            throw new RpcException(StatusCode.INTERNAL, refusal.text());
        });
    }

    /** Runs work whose refusals become values and whose failures become RPC errors. */
    private static <T> CompletionStage<T> answering(Supplier<CompletionStage<T>> work, Function<Refusal, T> refused) {
        CompletionStage<T> running;
        try {
            running = work.get();
        } catch (RuntimeException e) {
            running = CompletableFuture.failedFuture(e);
        }
        return running.exceptionally(failure -> {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            if (cause instanceof RefusedException refusal) {
                return refused.apply(refusal.refusal());
            }
            throw rpcError(cause);
        });
    }

    private static RpcException rpcError(Throwable cause) {
        boolean temporary = cause instanceof SnowflakeException
                || (cause instanceof StoreException e && e.kind().temporary());
        StatusCode code = temporary ? StatusCode.UNAVAILABLE : StatusCode.INTERNAL;
        return new RpcException(code, "accounts: " + cause.getMessage(), cause);
    }
}

package io.minirpc.gochat.check;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gets the users of a run: logs in those of a file, and registers the rest. Waits as long as the server says. */
public final class Registrar {
    private static final int MAX_TRIES = 200;
    private static final long DEFAULT_PAUSE_MS = 500;

    private final Accounts accounts;
    private final String run;
    private final @Nullable AccountFile file;
    private final PrintStream err;
    private final SecureRandom random = new SecureRandom();

    /**
     * Gets users of one server.
     *
     * @param run a part of the names, so that those of two runs differ
     * @param file accounts to use, and where new ones are kept; null for none
     * @param err is told what has to be waited for
     */
    public Registrar(Accounts accounts, String run, @Nullable Path file, PrintStream err) {
        this.accounts = accounts;
        this.run = run;
        this.file = file == null ? null : new AccountFile(file);
        this.err = err;
    }

    /**
     * Returns users.
     *
     * @throws IOException if the server does not answer, or the file cannot be used
     */
    public List<Grant> users(int count) throws IOException, InterruptedException {
        List<Grant> users = new ArrayList<>();
        List<Account> known = file == null ? List.of() : file.read();
        for (Account account : known.subList(0, Math.min(count, known.size()))) {
            users.add(persist(() -> accounts.logIn(account.name(), account.password())));
        }
        while (users.size() < count) {
            users.add(register(users.size()));
        }
        return users;
    }

    private Grant register(int number) throws IOException, InterruptedException {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        Account account =
                new Account("check-" + run + "-" + number, HexFormat.of().formatHex(bytes));
        Grant grant = persist(() -> registerOrLogIn(account));
        if (file != null) {
            file.add(account);
        }
        return grant;
    }

    /** An attempt that was not answered may have registered the name: then the password fits. */
    private Grant registerOrLogIn(Account account) throws IOException, InterruptedException {
        try {
            return accounts.register(account.name(), account.password());
        } catch (RefusedException e) {
            if (e.code() != ErrorCode.NAME_TAKEN) {
                throw e;
            }
            return accounts.logIn(account.name(), account.password());
        }
    }

    private interface Request {
        Grant send() throws IOException, InterruptedException;
    }

    private Grant persist(Request request) throws IOException, InterruptedException {
        for (int i = 1; ; i++) {
            try {
                return request.send();
            } catch (RefusedException e) {
                if (!e.temporary() || i == MAX_TRIES) {
                    throw e;
                }
                if (e.retryAfterMs() > 5_000) {
                    err.println("waits " + e.retryAfterMs() / 1_000 + " s for the server: " + e.text());
                }
                Thread.sleep(Math.max(DEFAULT_PAUSE_MS, e.retryAfterMs()));
            }
        }
    }
}

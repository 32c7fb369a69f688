package io.minirpc.gochat.load;

import io.minirpc.gochat.account.BulkAccounts;
import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.frame.Ids;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Users whose accounts were written into the database of a server that was started for the load. Not thread-safe. */
final class WrittenUsers {
    static final String PREFIX = "load-";

    private final BulkAccounts accounts;
    private int taken;

    WrittenUsers(BulkAccounts accounts) {
        this.accounts = accounts;
    }

    /** Returns users that nobody had before, with a token each: signing takes time that connecting should not take. */
    List<LoadUser> take(int count) throws IOException {
        List<BulkAccounts.Account> all = accounts.accounts();
        if (count > all.size() - taken) {
            throw new IOException("users: " + count + " (expected: at most the " + (all.size() - taken) + " left)");
        }
        List<LoadUser> users = all.subList(taken, taken + count).parallelStream()
                .map(this::user)
                .toList();
        taken += count;
        return users;
    }

    private LoadUser user(BulkAccounts.Account account) {
        return new LoadUser(Ids.text(account.user()), account.name(), new Tokens(account));
    }

    /** Tokens that are signed here, a new one after ten of their 15 minutes. Thread-safe. */
    private final class Tokens implements AccessTokens {
        private static final long AGE = Duration.ofMinutes(10).toNanos();

        private final BulkAccounts.Account account;
        private String token;
        private long since;

        Tokens(BulkAccounts.Account account) {
            this.account = account;
            token = accounts.token(account);
            since = System.nanoTime();
        }

        @Override
        public synchronized CompletionStage<String> token(boolean refused) {
            if (refused || System.nanoTime() - since > AGE) {
                token = accounts.token(account);
                since = System.nanoTime();
            }
            return CompletableFuture.completedFuture(token);
        }
    }
}

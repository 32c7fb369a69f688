package io.minirpc.gochat.cli;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.Accounts;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The access tokens of a profile: the one in its file while it is good, else a new one, which goes there. */
final class ProfileTokens implements AccessTokens {
    private static final long MARGIN_MS = 30_000;

    private final Profile profile;
    private final Accounts accounts;
    private final Executor blocking;
    private @Nullable String given; // guarded by the profile's lock

    ProfileTokens(Profile profile, Accounts accounts, Executor blocking) {
        this.profile = profile;
        this.accounts = accounts;
        this.blocking = blocking;
    }

    @Override
    public CompletionStage<String> token(boolean refused) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return profile.locked(() -> read(refused));
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }

    private String read(boolean refused) throws IOException, InterruptedException {
        SavedSession session = profile.load();
        boolean isRefused = refused && session.accessToken().equals(given);
        if (isRefused || session.expires() < System.currentTimeMillis() + MARGIN_MS) {
            session = SavedSession.of(
                    session.server(),
                    session.device(),
                    accounts.refresh(session.refreshToken()),
                    System.currentTimeMillis());
            profile.save(session);
        }
        given = session.accessToken();
        return session.accessToken();
    }

    /** Waits for a token. */
    String await(boolean refused) throws IOException, InterruptedException {
        try {
            return token(refused).toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw Failures.unwrapped(e);
        }
    }
}

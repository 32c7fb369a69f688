package io.minirpc.gochat.api;

import io.minirpc.annotation.Idempotent;
import io.minirpc.annotation.RpcInterface;
import io.minirpc.annotation.Sensitive;
import io.minirpc.gochat.frame.ServerFrame.User;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Users and their sessions. Refusals are values; failures of the store are RPC errors. */
@RpcInterface
public interface AccountService {
    /** The keys that gateways verify access tokens with. */
    @Idempotent
    CompletionStage<TokenKeys> keys();

    CompletionStage<GrantResult> register(Registration registration);

    /**
     * Checks a password and begins a session.
     *
     * @param address where the request comes from, for limits
     */
    CompletionStage<GrantResult> logIn(
            String name, @Sensitive String password, @Nullable String device, String address);

    CompletionStage<GrantResult> refresh(@Sensitive String refreshToken);

    /** Ends one of the user's sessions; nothing happens where it is not the user's. */
    @Idempotent
    CompletionStage<Void> endSession(long user, long session);

    /** Ends all sessions of the user but {@code except}; 0 for none. */
    CompletionStage<Void> endSessions(long user, long except);

    @Idempotent
    CompletionStage<List<SessionInfo>> sessions(long user);

    /** Changes the password and ends the user's other sessions. Empty on success. */
    CompletionStage<Optional<Refusal>> changePassword(
            long user, long session, @Sensitive String old, @Sensitive String changed);

    CompletionStage<GrantResult.UserResult> changeDisplayName(long user, String display);

    /** Finds a user by the name in any spelling that leads to the same account. */
    @Idempotent
    CompletionStage<Optional<User>> find(String name);

    /** Returns whether a session is alive; asked where an access token is used over HTTP. */
    @Idempotent
    CompletionStage<Boolean> alive(long user, long session);

    /**
     * Returns sessions that ended, in the order of their numbers, at most 5,000.
     *
     * @param after the number of the last one that the caller knows, less 1,000 for those that commit late; -1 for the
     *     newest number alone
     */
    @Idempotent
    CompletionStage<Revocations> revocations(long after);
}

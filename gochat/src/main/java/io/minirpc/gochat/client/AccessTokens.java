package io.minirpc.gochat.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The access tokens with which a client says hello. Called on the client's thread, so it must not block. */
public interface AccessTokens {
    /**
     * Returns a token. A {@link RefusedException} that is not temporary ends the client; after any other failure it
     * tries again later.
     *
     * @param refused whether the server refused the one before, so that a new one is needed
     */
    CompletionStage<String> token(boolean refused);

    /** Returns one token for ever: the client ends when it is refused. */
    static AccessTokens fixed(String token) {
        return refused -> CompletableFuture.completedFuture(token);
    }
}

package io.minirpc.server;

import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Hello;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of a connection, if the server asks for tokens. Calls are not served before, and frames must be
 * small. Owned by the connection's event loop.
 */
final class Admission {
    /** Room for a hello, and for a call to be answered by what it lacks. */
    private static final int STRANGERS_FRAME_BYTES = 16 << 10;

    private static final String NO_HELLO =
            "this server asks for a token, which clients of version 1 of the protocol cannot send";

    private final ServerContext server;
    private final @Nullable Authenticator authenticator;
    private @Nullable String refusal;

    Admission(ServerContext server, Connection connection) {
        this.server = server;
        authenticator = server.settings().authenticator();
        if (authenticator != null) {
            refusal = NO_HELLO;
            connection.maxBodyBytes(
                    Math.min(STRANGERS_FRAME_BYTES, server.limits().maxFrameBytes()));
        }
    }

    /** Returns why calls are not served; null if they are. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Checks the token of a hello. Only the first hello of a connection counts, so that tokens cannot be guessed. */
    @SuppressWarnings("ReferenceEquality") // whether there was a hello, not what a text says
    void greeted(Hello hello, Connection connection) {
        if (authenticator == null || refusal != NO_HELLO) {
            return;
        }
        String token = hello.token();
        if (token == null) {
            refusal = "this server asks for a token, and the client has sent none";
        } else if (accepts(authenticator, token, connection)) {
            refusal = null;
            connection.maxBodyBytes(server.limits().maxFrameBytes());
            return;
        } else {
            refusal = "the server does not accept the client's token";
        }
        server.peerLog().warn("no calls are served on the connection with {}: {}", connection.peer(), refusal);
    }

    private boolean accepts(Authenticator asked, String token, Connection connection) {
        try {
            return asked.accepts(token);
        } catch (Throwable e) {
            // Its message may quote the token.
            String what = "the authenticator threw " + e.getClass().getName() + " at " + placeOf(e);
            server.peerLog().warn("a token from {} was not accepted: {}", connection.peer(), what);
            return false;
        }
    }

    private static String placeOf(Throwable thrown) {
        try {
            return thrown.getStackTrace()[0].toString();
        } catch (RuntimeException e) {
            return "an unknown place"; // it has no trace, or does not show it
        }
    }
}

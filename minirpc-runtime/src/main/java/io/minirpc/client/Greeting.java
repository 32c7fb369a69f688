package io.minirpc.client;

import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.Hello;
import io.netty.channel.EventLoop;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hello of a client, with which each connection begins, and the token in it. Thread-safe. */
final class Greeting {
    private final Hello hello;
    private final @Nullable TokenSource tokens;

    Greeting(ClientSettings settings) {
        hello = Hello.ours(settings.limits());
        Supplier<@Nullable String> token = settings.token();
        tokens = token == null ? null : new TokenSource(token, settings.connectTimeout());
    }

    /** Returns whether the client sends a token with its hello. */
    boolean hasToken() {
        return tokens != null;
    }

    /**
     * Sends the hello, with the client's token if it has one, and then runs a task on the event loop. Closes the
     * connection if the token cannot be obtained.
     */
    void send(Connection connection, EventLoop loop, Runnable sent) {
        if (tokens == null) {
            send(connection, null);
            sent.run();
        } else {
            tokens.ask(connection, loop, token -> {
                if (send(connection, token)) {
                    sent.run();
                }
            });
        }
    }

    private boolean send(Connection connection, @Nullable String token) {
        byte[] body = hello.withToken(token).bytes();
        if (body.length > Hello.MAX_BYTES) {
            String sizes = body.length + " bytes (expected: at most " + Hello.MAX_BYTES + ")";
            connection.close("the client's token is too long, its hello has " + sizes, null);
            return false;
        }
        connection.append(Frame.JSON, Frame.HEARTBEAT, 0, body);
        return true;
    }
}

package io.minirpc.tests.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The treatment of one connection's bytes by a {@link TcpProxy}. By default it hands them on; tests lose or change
 * some. Each direction has a thread of its own. The connection ends, on both sides, when either method returns or
 * throws.
 */
public interface Relay {
    /** A relay that hands everything on. */
    Relay FAITHFUL = new Relay() {};

    /** Hands on what the client says, until its end. */
    default void upwards(InputStream client, OutputStream server) throws IOException {
        client.transferTo(server);
    }

    /** Hands on what the server says, until its end. */
    default void downwards(InputStream server, OutputStream client) throws IOException {
        server.transferTo(client);
    }
}

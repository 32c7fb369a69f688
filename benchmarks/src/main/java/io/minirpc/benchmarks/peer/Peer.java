package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.UserService;

/** A way to call a {@link UserService} in another process. Stateless. */
public interface Peer {
    /** Starts a server on a free port of the loopback interface. */
    Server serve(UserService service);

    /** Opens one connection to a server on this machine; what it takes lazily may wait for the first call. */
    Client connect(int port);

    /** A running server. Thread-safe. */
    interface Server extends AutoCloseable {
        int port();

        @Override
        void close();
    }

    /** A connection. Thread-safe. */
    interface Client extends AutoCloseable {
        UserService blocking();

        CallbackUserService async();

        @Override
        void close();
    }
}

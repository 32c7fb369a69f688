package io.minirpc.benchmarks.peer;

import io.minirpc.benchmarks.users.CallbackUserService;
import io.minirpc.benchmarks.users.UserService;
import java.util.ArrayList;
import java.util.List;

/** A way to call a {@link UserService} in another process. Stateless. */
public interface Peer {
    /** Starts a server on a free port of the loopback interface. */
    Server serve(UserService service);

    /** Opens one connection to a server on this machine; what it takes lazily may wait for the first call. */
    Client connect(int port);

    /**
     * Opens several connections to a server on this machine, which the calls take in turn unless the peer knows better.
     */
    default Client connect(int port, int connections) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            clients.add(connect(port));
        }
        return new InTurn(clients);
    }

    /** A running server. Thread-safe. */
    interface Server extends AutoCloseable {
        int port();

        @Override
        void close();
    }

    /** A connection, or several. Thread-safe. */
    interface Client extends AutoCloseable {
        UserService blocking();

        CallbackUserService async();

        @Override
        void close();
    }
}

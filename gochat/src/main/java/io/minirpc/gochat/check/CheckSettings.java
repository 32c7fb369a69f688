package io.minirpc.gochat.check;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a run, each of which was checked.
 *
 * @param urls the gateways, taken by turns
 * @param connections of each device
 * @param rate messages in a second, over all users
 * @param tail how long nobody sends, reconnects or reloads at the end
 * @param within how long a message may take to an open connection; null for what the server's heartbeat promises
 * @param accounts a file with a name and a password a line, which takes those that are registered; null for none
 */
record CheckSettings(
        List<URI> urls,
        int users,
        int messages,
        int groups,
        int devices,
        int connections,
        int rate,
        Set<Fault> faults,
        Duration tail,
        @Nullable Duration within,
        long seed,
        @Nullable Path accounts,
        boolean json) {
    /** What the load does to its own connections. */
    enum Fault {
        /** Connections are cut, closed, or away for a while. */
        DISCONNECT,

        /** Connections read nothing for a while. */
        SLOW
    }
}

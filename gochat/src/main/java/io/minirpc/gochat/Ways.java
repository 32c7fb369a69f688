package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The ways to users as the settings have them: in Redis, or in the memory of the only process.
 *
 * @param redis the address of Redis, empty for memory
 * @param inside what tests put around them
 */
record Ways(Optional<Secret> redis, UnaryOperator<Routing> inside) {
    /** Opens the ways for a history of the database, and adds to the parts what has to be closed. */
    Routing open(String epoch, Parts parts) {
        Routing opened = redis.<Routing>map(url -> {
                    throw new UnsupportedOperationException("redis of " + epoch);
                })
                .orElseGet(() -> inMemory(parts));
        Routing used = inside.apply(opened);
        if (used.bus() != opened.bus() && used.bus() instanceof AutoCloseable bus) {
            parts.add(bus);
        }
        return used;
    }

    private static Routing inMemory(Parts parts) {
        return new Routing(new MemoryRoutes(), new MemoryGroupGateways(), parts.add(new MemoryBus()));
    }
}

package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The ways to users as the settings have them: in Redis, or in the memory of the only process. Thread-safe. */
final class Ways implements AutoCloseable {
    private final Parts parts = new Parts();
    private final Routing routing;

    private Ways(Routing routing) {
        this.routing = routing;
        if (routing.bus() instanceof AutoCloseable bus) {
            parts.add(bus);
        }
    }

    /**
     * Opens the ways for a history of the database.
     *
     * @param inside what tests put around them
     * @throws StartException if Redis cannot be reached or used
     */
    static Ways open(Optional<Secret> url, String epoch, UnaryOperator<Routing> inside) {
        if (url.isPresent()) {
            throw new StartException("redis: not known yet, for the epoch " + epoch, null);
        }
        return new Ways(inside.apply(inMemory()));
    }

    private static Routing inMemory() {
        return new Routing(new MemoryRoutes(), new MemoryGroupGateways(), new MemoryBus());
    }

    Routing routing() {
        return routing;
    }

    /** Begins to publish, and returns the name by which gateways expect this process; empty without Redis. */
    Optional<String> publisher() {
        return Optional.empty();
    }

    /** Replaces the publishers that this process expects to hear. */
    void expect(Set<String> publishers) {}

    @Override
    public void close() {
        parts.close();
    }
}

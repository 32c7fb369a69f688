package io.minirpc.gochat;

import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryBus;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryHints;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.minirpc.gochat.route.redis.RedisRouting;
import io.minirpc.gochat.route.redis.RedisUnavailableException;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The ways to users as the settings have them: in Redis, or in the memory of the only process. Thread-safe. */
final class Ways implements AutoCloseable {
    private final Parts parts = new Parts();
    private final @Nullable RedisRouting redis;
    private final Routing routing;

    private Ways(Settings settings, String epoch, UnaryOperator<Routing> inside) {
        redis = settings.redis().isPresent() ? parts.add(redis(settings.redis().get(), epoch)) : null;
        Routing all = redis == null ? inMemory() : redis.routing();
        routing = inside.apply(settings.hotCache() ? all : all.withoutHotCache());
        if (routing.bus() != all.bus() && routing.bus() instanceof AutoCloseable bus) {
            parts.add(bus);
        }
    }

    /**
     * Opens the ways for a history of the database.
     *
     * @param inside what tests put around them
     * @throws StartException if Redis cannot be used, or not be reached within a minute
     */
    static Ways open(Settings settings, String epoch, UnaryOperator<Routing> inside) {
        return new Ways(settings, epoch, inside);
    }

    private static RedisRouting redis(Secret url, String epoch) {
        Patience patience = new Patience("a Redis that answers");
        while (true) {
            try {
                return RedisRouting.open(url.text(), epoch);
            } catch (RedisUnavailableException e) {
                patience.pause(String.valueOf(e.getMessage()), e);
            } catch (IllegalArgumentException | IllegalStateException e) {
                throw new StartException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    private Routing inMemory() {
        return new Routing(
                new MemoryRoutes(), new MemoryGroupGateways(), parts.add(new MemoryBus()), new MemoryHints());
    }

    Routing routing() {
        return routing;
    }

    /** Begins to publish, and returns the name by which gateways expect this process; empty without Redis. */
    Optional<String> publisher() {
        return Optional.ofNullable(redis).map(RedisRouting::publisher);
    }

    /** Replaces the publishers that this process expects to hear. */
    void expect(Set<String> publishers) {
        if (redis != null) {
            redis.expect(publishers);
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}

package io.minirpc.gochat.gateway;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The settings of a gateway. Immutable; each {@code with} method returns a copy.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param loops the number of event loops
 * @param origins the addresses, such as {@code https://chat.example.org}, under which browsers reach this server beside
 *     its own
 * @param proxies the addresses and networks whose {@code X-Forwarded-For} counts
 * @param limits the bounds; where one is missing, its default
 * @param timings the spans; where one is missing, its default
 */
public record GatewaySettings(
        String host,
        int port,
        int loops,
        Set<String> origins,
        Set<String> proxies,
        Map<Limit, Integer> limits,
        Map<Timing, Duration> timings) {
    /** Loopback, a free port, one event loop a processor, the default limits and timings. */
    public static final GatewaySettings DEFAULT = new GatewaySettings(
            "127.0.0.1", 0, Runtime.getRuntime().availableProcessors(), Set.of(), Set.of(), Map.of(), Map.of());

    public GatewaySettings {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
        }
        if (loops < 1) {
            throw new IllegalArgumentException("loops: " + loops + " (expected: at least 1)");
        }
        origins = Set.copyOf(origins);
        proxies = Set.copyOf(proxies);
        limits = complete(Limit.class, Limit::defaultValue, limits);
        timings = complete(Timing.class, Timing::defaultValue, timings);
    }

    /** Each connection asks for some of them many times in a second, so none is missing and none is hashed. */
    private static <K extends Enum<K>, V> Map<K, V> complete(
            Class<K> keys, Function<K, V> defaultValue, Map<K, V> values) {
        Map<K, V> all = new EnumMap<>(keys);
        for (K key : keys.getEnumConstants()) {
            all.put(key, values.getOrDefault(key, defaultValue.apply(key)));
        }
        return Collections.unmodifiableMap(all);
    }

    public GatewaySettings withAddress(String host, int port) {
        return new GatewaySettings(host, port, loops, origins, proxies, limits, timings);
    }

    public GatewaySettings withLoops(int loops) {
        return new GatewaySettings(host, port, loops, origins, proxies, limits, timings);
    }

    public GatewaySettings withOrigins(Set<String> origins) {
        return new GatewaySettings(host, port, loops, origins, proxies, limits, timings);
    }

    public GatewaySettings withProxies(Set<String> proxies) {
        return new GatewaySettings(host, port, loops, origins, proxies, limits, timings);
    }

    /** Sets a bound, at least 1. */
    public GatewaySettings with(Limit limit, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(limit + ": " + value + " (expected: at least 1)");
        }
        Map<Limit, Integer> changed = new EnumMap<>(limits);
        changed.put(limit, value);
        return new GatewaySettings(host, port, loops, origins, proxies, changed, timings);
    }

    /** Sets a span, at least 1 ms. */
    public GatewaySettings with(Timing timing, Duration value) {
        if (value.toMillis() < timing.minMillis()) {
            throw new IllegalArgumentException(
                    timing + ": " + value + " (expected: at least " + timing.minMillis() + " ms)");
        }
        Map<Timing, Duration> changed = new EnumMap<>(timings);
        changed.put(timing, value);
        return new GatewaySettings(host, port, loops, origins, proxies, limits, changed);
    }

    int get(Limit limit) {
        return Objects.requireNonNull(limits.get(limit));
    }

    long millis(Timing timing) {
        return Objects.requireNonNull(timings.get(timing)).toMillis();
    }

    long nanos(Timing timing) {
        return Objects.requireNonNull(timings.get(timing)).toNanos();
    }
}

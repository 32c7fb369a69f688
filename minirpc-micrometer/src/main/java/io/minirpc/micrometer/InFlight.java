package io.minirpc.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of calls under way, behind gauges. A registry keeps the first gauge of a name and ignores others, so all
 * filters of a registry share the counts that have the same name and tags. Thread-safe.
 */
final class InFlight {
    private static final Map<MeterRegistry, Map<Key, LongAdder>> OF_REGISTRIES = new WeakHashMap<>();

    private InFlight() {}

    static LongAdder of(MeterRegistry registry, String name, Tags tags) {
        Map<Key, LongAdder> counts;
        synchronized (OF_REGISTRIES) {
            counts = OF_REGISTRIES.computeIfAbsent(registry, unknown -> new ConcurrentHashMap<>());
        }
        return counts.computeIfAbsent(new Key(name, tags), unknown -> {
            LongAdder count = new LongAdder();
            Gauge.builder(name, count, LongAdder::sum)
                    .description("Calls that have not ended")
                    .tags(tags)
                    .register(registry);
            return count;
        });
    }

    private record Key(String name, Tags tags) {}
}

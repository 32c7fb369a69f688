package io.minirpc.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gauges and counters of something that they do not keep alive, and that can be taken out of their registries again.
 * Thread-safe.
 */
final class WatchedMeters<T> {
    private final WeakReference<T> watched;
    private final String prefix;
    private final Tags tags;
    private final Map<Meter, MeterRegistry> meters = new ConcurrentHashMap<>();

    WatchedMeters(T watched, String prefix, Tags tags) {
        this.watched = new WeakReference<>(watched);
        this.prefix = prefix;
        this.tags = tags;
    }

    void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<T> value) {
        T present = watched.get();
        if (present != null) {
            meters.put(
                    Gauge.builder(prefix + name, present, value)
                            .description(description)
                            .tags(tags)
                            .register(registry),
                    registry);
        }
    }

    void counter(MeterRegistry registry, String name, String description, ToDoubleFunction<T> value) {
        counter(registry, name, description, null, value);
    }

    void bytes(MeterRegistry registry, String name, String description, ToDoubleFunction<T> value) {
        counter(registry, name, description, "bytes", value);
    }

    private void counter(
            MeterRegistry registry, String name, String description, @Nullable String unit, ToDoubleFunction<T> value) {
        T present = watched.get();
        if (present != null) {
            meters.put(
                    FunctionCounter.builder(prefix + name, present, value)
                            .description(description)
                            .baseUnit(unit)
                            .tags(tags)
                            .register(registry),
                    registry);
        }
    }

    /** Takes all meters out of their registries. */
    void remove() {
        meters.forEach((meter, registry) -> registry.remove(meter));
        meters.clear();
    }
}

package io.minirpc.micrometer;

import io.minirpc.MethodDescriptor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The meters of clients, or of servers, by method. Thread-safe. */
final class SideMeters {
    private static final String OTHER = "_other";

    private final MeterSettings settings;
    private final int maxMethods;
    private final Map<MethodDescriptor<?, ?>, MethodMeters> methods = new ConcurrentHashMap<>();
    private final MethodMeters others;
    private final LongAdder inFlight;

    SideMeters(MeterSettings settings, int maxMethods) {
        this.settings = settings;
        this.maxMethods = maxMethods;
        others = new MethodMeters(settings, OTHER, OTHER);
        inFlight = InFlight.of(settings.registry(), settings.names().inFlight(), settings.tags());
    }

    void begin() {
        inFlight.increment();
    }

    void end() {
        inFlight.decrement();
    }

    /** Returns the meters of a method; there is one descriptor for each, unless somebody makes them as calls come. */
    MethodMeters of(MethodDescriptor<?, ?> method) {
        MethodMeters known = methods.get(method);
        if (known != null) {
            return known;
        }
        if (methods.size() >= maxMethods) {
            return others;
        }
        return methods.computeIfAbsent(
                method, unknown -> new MethodMeters(settings, unknown.service(), unknown.method()));
    }
}

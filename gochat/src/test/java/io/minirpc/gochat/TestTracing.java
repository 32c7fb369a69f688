package io.minirpc.gochat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.minirpc.gochat.trace.Tracing;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Backends with traces and metrics of their own. */
final class TestTracing {
    private TestTracing() {}

    static Backend open(Settings settings) {
        return Backend.open(
                settings,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                new SimpleMeterRegistry(),
                Tracing.start("service", Optional.empty()));
    }
}

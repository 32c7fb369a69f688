package io.minirpc.micrometer;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.minirpc.Exchange;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The meters of a method; those of a status code, and of sizes, from the first such call on. Thread-safe. */
final class MethodMeters {
    private final MeterSettings settings;
    private final Tags tags;
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(StatusCode.values().length);
    private volatile @Nullable DistributionSummary requests;
    private volatile @Nullable DistributionSummary responses;

    MethodMeters(MeterSettings settings, String service, String method) {
        this.settings = settings;
        tags = settings.tags().and("service", service, "method", method);
    }

    void record(Reply reply, long nanos) {
        timer(reply.code()).record(nanos, TimeUnit.NANOSECONDS);
        if (settings.sizes()) {
            recordSizes(reply);
        }
    }

    private void recordSizes(Reply reply) {
        Exchange exchange = reply.exchange();
        if (exchange == null) {
            return;
        }
        int request = exchange.requestBytes();
        if (request >= 0) {
            requests().record(request);
        }
        int response = exchange.replyBytes();
        if (response >= 0) {
            responses().record(response);
        }
    }

    /** Makes a meter at the most once too often: the registry has one of each. */
    private Timer timer(StatusCode code) {
        Timer known = timers.get(code.value());
        if (known == null) {
            known = newTimer(code);
            timers.set(code.value(), known);
        }
        return known;
    }

    private Timer newTimer(StatusCode code) {
        Timer.Builder timer = Timer.builder(settings.names().calls())
                .description("Calls that have ended, and how long they took")
                .tags(tags.and("code", code.name()))
                .publishPercentileHistogram(settings.histogram());
        if (!settings.buckets().isEmpty()) {
            timer.serviceLevelObjectives(settings.buckets().toArray(Duration[]::new));
        }
        return timer.register(settings.registry());
    }

    private DistributionSummary requests() {
        DistributionSummary known = requests;
        if (known == null) {
            known = sizes(settings.names().requestSize(), "Sizes of requests");
            requests = known;
        }
        return known;
    }

    private DistributionSummary responses() {
        DistributionSummary known = responses;
        if (known == null) {
            known = sizes(settings.names().responseSize(), "Sizes of responses");
            responses = known;
        }
        return known;
    }

    private DistributionSummary sizes(String name, String description) {
        return DistributionSummary.builder(name)
                .description(description)
                .baseUnit("bytes")
                .tags(tags)
                .register(settings.registry());
    }
}

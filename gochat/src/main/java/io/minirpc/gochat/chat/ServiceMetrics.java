package io.minirpc.gochat.chat;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.minirpc.gochat.api.SendResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The meters of a service; their names begin with {@code gochat.service}. Thread-safe. */
final class ServiceMetrics {
    private static final String PREFIX = "gochat.service.";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3)
    };

    private final MeterRegistry registry;
    private final Timer sent;
    private final Timer refused;
    private final Timer busy;
    private final Timer batches;
    private final DistributionSummary batchMessages;
    private final Timer publications;
    private final DistributionSummary gateways;

    ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        sent = commits("sent");
        refused = commits("refused");
        busy = commits("busy");
        batches = Timer.builder(PREFIX + "batches")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        batchMessages = DistributionSummary.builder(PREFIX + "batch.messages")
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200)
                .register(registry);
        publications = Timer.builder(PREFIX + "publications")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        gateways = DistributionSummary.builder(PREFIX + "publication.gateways")
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100)
                .register(registry);
    }

    private Timer commits(String outcome) {
        return Timer.builder(PREFIX + "commits")
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    /** Shows what waits in a fan-out, and what it has lost. */
    void watch(FanOut fanOut) {
        Gauge.builder(PREFIX + "publications.waiting", fanOut, FanOut::waiting).register(registry);
        FunctionCounter.builder(PREFIX + "publications.lost", fanOut, FanOut::lost)
                .register(registry);
    }

    /** Records how long a message took from its arrival to its answer. */
    CompletionStage<SendResult> timed(CompletionStage<SendResult> answer) {
        long start = System.nanoTime();
        return answer.whenComplete(
                (result, failure) -> timerOf(result).record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
    }

    private Timer timerOf(SendResult result) {
        if (result instanceof SendResult.Sent) {
            return sent;
        }
        return result instanceof SendResult.Refused ? refused : busy;
    }

    /** Records a batch: how many messages it had, and how long it took with all its transactions. */
    void batch(int messages, long nanos) {
        batchMessages.record(messages);
        batches.record(nanos, TimeUnit.NANOSECONDS);
    }

    /** Records a message that was given to the bus: for how many gateways, and how long after its commit. */
    void published(int toGateways, long nanos) {
        gateways.record(toGateways);
        publications.record(nanos, TimeUnit.NANOSECONDS);
    }
}

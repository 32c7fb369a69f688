package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Pairs of users, one at each gateway of a fleet, who write to each other all the time, and what must hold of all that
 * was answered when it ends.
 */
final class Writers {
    private static final Duration BOUND = Duration.ofSeconds(60);

    /** Leaves the machine some time for the processes that are started beside them. */
    private static final Executor PACE = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final RunningFleet fleet;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicInteger sent = new AtomicInteger();

    private record Pair(String conversation, AtomicInteger sent, Grant user, List<TestDevice> devices) {}

    Writers(RunningFleet fleet, int count) throws Exception {
        this.fleet = fleet;
        for (int i = 0; i < count; i++) {
            Grant one = fleet.user();
            Grant other = fleet.user();
            pairs.add(new Pair(
                    ConversationId.of(
                                    Ids.parse(one.user().id()),
                                    Ids.parse(other.user().id()))
                            .toString(),
                    new AtomicInteger(),
                    one,
                    List.of(fleet.device(one, 0), fleet.device(other, 1))));
        }
        pairs.forEach(pair -> pair.devices.forEach(device -> ends.add(write(pair, device))));
    }

    private CompletableFuture<Void> write(Pair pair, TestDevice device) {
        return device.send(pair.conversation, "number " + pair.sent)
                .thenComposeAsync(
                        answer -> {
                            pair.sent.incrementAndGet();
                            sent.incrementAndGet();
                            return running.get() ? write(pair, device) : CompletableFuture.completedFuture(null);
                        },
                        PACE);
    }

    int sent() {
        return sent.get();
    }

    /** Waits until further messages were answered. */
    void awaitSent(int more) {
        int before = sent();
        await().atMost(BOUND).until(() -> sent() >= before + more);
    }

    /** Waits for the last answers; then each message that was answered is shown once, everywhere. */
    void endAndCheck() throws Exception {
        running.set(false);
        CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS); // none failed
        for (Pair pair : pairs) {
            List<Long> all = LongStream.rangeClosed(1, pair.sent.get()).boxed().toList();
            for (TestDevice device : pair.devices) {
                await().atMost(BOUND)
                        .untilAsserted(() -> assertThat(device.shown(pair.conversation))
                                .extracting(Message::seq)
                                .isEqualTo(all));
            }
        }
        Pair any = pairs.get(0);
        TestDevice fresh = fleet.device(any.user, 1);
        await().atMost(BOUND).until(() -> !fresh.shown(any.conversation).isEmpty());
        assertThat(fresh.shown(any.conversation))
                .last()
                .extracting(Message::seq)
                .isEqualTo((long) any.sent.get());
    }
}

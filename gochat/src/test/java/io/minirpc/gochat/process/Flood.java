package io.minirpc.gochat.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.RefusedException;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.support.TestDevice;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Users that send the longest messages to each other, as many at once as a gateway takes, while it is on. Each message
 * is sent once: what its answer is, and when it comes, is what the flood is for. Thread-safe.
 */
final class Flood implements AutoCloseable {
    private static final int USERS = 20;
    private static final int AT_ONCE = 3;
    private static final String CONTENT = "x".repeat(16_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The pause that temporary errors ask for. Without it the machine is busy with answers alone. */
    private static final Executor PAUSE = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final ClientResources resources = new ClientResources();
    private final List<TestDevice> devices = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong slowest = new AtomicLong();
    private volatile boolean on;

    /** Registers the users and connects them to the gateways by turns. */
    Flood(List<URI> gateways) throws Exception {
        for (int i = 0; i < USERS; i++) {
            URI gateway = gateways.get(i % gateways.size());
            Accounts accounts = new Accounts(resources.http(), gateway);
            devices.add(new TestDevice(resources, gateway, accounts.register("flood" + i, "a password " + i), "d" + i));
        }
        await(() -> devices.stream().allMatch(TestDevice::isLive));
    }

    void start() {
        sent.set(0);
        busy.set(0);
        slowest.set(0);
        on = true;
        for (TestDevice from : devices) {
            for (TestDevice to : devices) {
                for (int i = 0; i < AT_ONCE && from != to; i++) {
                    send(from, conversation(from, to));
                }
            }
        }
    }

    private static String conversation(TestDevice one, TestDevice other) {
        return ConversationId.of(Ids.parse(one.user()), Ids.parse(other.user())).toString();
    }

    private void send(TestDevice from, String conversation) {
        open.incrementAndGet();
        long begun = System.nanoTime();
        String id = from.client.newClientMsgId();
        from.ask(number -> new ClientFrame.Send(number, id, conversation, MessageType.TEXT, CONTENT))
                .whenComplete((answer, failure) -> answered(answer, failure, System.nanoTime() - begun))
                .whenCompleteAsync(
                        (answer, failure) -> {
                            open.decrementAndGet();
                            if (on) {
                                send(from, conversation);
                            }
                        },
                        PAUSE);
    }

    private void answered(@Nullable ServerFrame answer, @Nullable Throwable failure, long nanos) {
        if (answer instanceof ServerFrame.Sent) {
            sent.incrementAndGet();
        } else if (failure instanceof RefusedException refused && refused.code() == ErrorCode.BUSY) {
            busy.incrementAndGet();
        }
        slowest.accumulateAndGet(nanos, Math::max);
    }

    /** Waits until further messages were answered by a temporary error. */
    void awaitBusy(int more) {
        int before = busy.get();
        await(() -> busy.get() >= before + more);
    }

    /** Sends no more, waits for the answers, prints how many there were, and returns how long the slowest took. */
    Duration stop(String when) {
        on = false;
        await(() -> open.get() == 0);
        Duration longest = Duration.ofNanos(slowest.get());
        System.out.printf(
                "%s: %d messages of 16 KB sent, %d busy, slowest answer %d ms%n",
                when, sent.get(), busy.get(), longest.toMillis());
        assertThat(devices).as("connections").allMatch(TestDevice::isLive);
        return longest;
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }

    @Override
    public void close() {
        on = false;
        devices.forEach(TestDevice::close);
        resources.close();
    }
}

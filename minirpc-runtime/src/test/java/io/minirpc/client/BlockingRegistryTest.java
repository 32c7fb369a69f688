package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.discovery.Endpoint;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A registry that blocks, against its contract, costs only the calls that need it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BlockingRegistryTest {
    private final BlockingRegistry registry = new BlockingRegistry();
    private RpcServer server;

    @BeforeEach
    void start() {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .add(TestService.binding(CompletableFuture.completedFuture("done")))
                .build()
                .start();
    }

    @AfterEach
    void close() {
        registry.open.countDown();
        server.close();
    }

    @Test
    void blockedWatchDelaysNoCallOfAnotherClient() {
        try (RpcClient blocked = client()) {
            CompletableFuture<String> waiting = blocked.call(ECHO, "x");
            await().until(() -> registry.entered.get() == 1);

            List<RpcClient> others = new ArrayList<>();
            try {
                // As many that each event loop has one of them.
                for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                    RpcClient other = RpcClient.forAddress("127.0.0.1", server.port());
                    others.add(other);
                    assertThat(other.withTimeout(Duration.ofSeconds(20)).call(ECHO, "y"))
                            .succeedsWithin(Duration.ofSeconds(20))
                            .isEqualTo("y");
                }
            } finally {
                others.forEach(RpcClient::close);
            }
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void callEndsAtItsDeadlineWhileTheWatchIsBlocked() {
        try (RpcClient client = client()) {
            CompletableFuture<String> call =
                    client.withTimeout(Duration.ofMillis(300)).call(ECHO, "x");
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
        }
    }

    @Test
    void watchThatBeginsAfterTheClientWasClosedIsEnded() {
        RpcClient client = client();
        client.call(ECHO, "x");
        await().until(() -> registry.entered.get() == 1);
        client.close();
        registry.open.countDown();
        await().until(() -> registry.ended.get() == 1);
    }

    @Test
    void watchThatCannotBeEndedKeepsNoClientFromClosing() {
        registry.open.countDown();
        registry.blocksWhereItEnds = true;
        RpcClient client = client();
        assertThat(client.call(ECHO, "x")).succeedsWithin(Duration.ofSeconds(20));
        client.close();
        await().until(() -> registry.ending.getCount() == 0);
        assertThat(registry.ended.get()).isZero();
        registry.end.countDown();
        await().until(() -> registry.ended.get() == 1);
    }

    private RpcClient client() {
        return RpcClient.builder()
                .registry(registry)
                .registryTimeout(Duration.ofMinutes(1))
                .build();
    }

    /** A fake: a registry of the test's server that blocks until it is opened. */
    private final class BlockingRegistry extends SilentRegistry {
        private final CountDownLatch open = new CountDownLatch(1);
        private final CountDownLatch ending = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicInteger entered = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();
        private volatile boolean blocksWhereItEnds;

        BlockingRegistry() {
            super(CompletableFuture::allOf);
        }

        @Override
        public Watch watch(String service, Consumer<List<Endpoint>> listener) {
            entered.incrementAndGet();
            pass(open);
            listener.accept(List.of(Endpoint.of("127.0.0.1", server.port())));
            return () -> {
                ending.countDown();
                if (blocksWhereItEnds) {
                    pass(end);
                }
                ended.incrementAndGet();
            };
        }

        private static void pass(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

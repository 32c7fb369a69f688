package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.minirpc.transport.Transports;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A client whose process or event loop stands still for a while does not judge its server by that time. To the code on
 * an event loop one that is blocked looks like a process that is stopped.
 */
class StandstillTest {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final long STANDSTILL_MILLIS = 1_200;
    private static final long ANSWER_MILLIS = 50;

    private final EventLoopGroup loops = Transports.newGroup(1, "standstill-test-", true);
    private final EventLoop loop = loops.next();
    private final AtomicLong heardNanos = new AtomicLong(System.nanoTime());
    private final List<Long> sentNanos = new CopyOnWriteArrayList<>();
    private final AtomicInteger ends = new AtomicInteger();

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void standStill() {
        loop.submit(() -> sleep(STANDSTILL_MILLIS)).awaitUninterruptibly();
    }

    private void send() {
        sentNanos.add(System.nanoTime());
    }

    private Heartbeat heartbeat() {
        Heartbeat heartbeat = new Heartbeat(loop, INTERVAL, heardNanos::get, this::send, ends::incrementAndGet);
        loop.submit(() -> {
                    heartbeat.answered();
                    heartbeat.start();
                })
                .awaitUninterruptibly();
        return heartbeat;
    }

    @Test
    void oneHeartbeatIsSentAfterAStandstillAndItsAnswerAwaited() {
        Heartbeat heartbeat = heartbeat();
        standStill();
        await().until(() -> !sentNanos.isEmpty());
        loop.schedule(() -> heardNanos.set(System.nanoTime()), ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        assertThat(sentNanos).hasSize(1);
        assertThat(ends).hasValue(0);
        loop.submit(heartbeat::stop).awaitUninterruptibly();
    }

    @Test
    void answerThatIsNotReadYetIsAwaitedAfterTheLastHeartbeatToo() {
        Heartbeat heartbeat = heartbeat();
        await().until(() -> sentNanos.size() == 2);
        standStill();
        await().until(() -> sentNanos.size() > 2 || ends.get() > 0);
        loop.schedule(() -> heardNanos.set(System.nanoTime()), ANSWER_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        assertThat(ends).hasValue(0);
        loop.submit(heartbeat::stop).awaitUninterruptibly();
    }

    @Test
    void silenceAfterAStandstillIsNoticed() {
        heartbeat();
        standStill();
        long end = System.nanoTime();
        await().until(() -> ends.get() == 1);
        assertThat(System.nanoTime() - end).isGreaterThan(INTERVAL.toNanos() / 2);
    }

    @Test
    void suspectedServerIsAskedAgainAfterAStandstill() {
        Suspicion suspicion = new Suspicion(loop, INTERVAL, heardNanos::get, this::send, ends::incrementAndGet);
        loop.submit(() -> suspicion.timedOut(System.nanoTime())).awaitUninterruptibly();
        standStill();
        loop.schedule(() -> heardNanos.set(System.nanoTime()), ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        await().until(() -> !suspicion.stands());
        assertThat(ends).hasValue(0);
        assertThat(sentNanos).hasSize(2);
    }

    @Test
    void answerThatCameInTimeIsReadBeforeTheCallIsGivenUp() throws Exception {
        CompletableFuture<String> waited = new CompletableFuture<>();
        RpcServer server = RpcServer.builder()
                .host("127.0.0.1")
                .add(TestService.binding(waited))
                .build()
                .start();
        try (server;
                RpcClient client = RpcClient.connect("127.0.0.1", server.port())) {
            client.callBlocking(ADD, new Pair(1, 2));
            CompletableFuture<String> call = client.withDeadline(Duration.ofMillis(STANDSTILL_MILLIS - 100))
                    .call(WAIT, "x");
            await().until(() -> server.stats().inFlight() > 0);
            blockEventLoop(client);
            waited.complete("done");
            assertThat(call.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        }
    }

    /** Returns while the client's event loop is blocked, which is for the time of a standstill. */
    private static void blockEventLoop(RpcClient client) throws Exception {
        Thread caller = Thread.currentThread();
        CompletableFuture<Boolean> blocked;
        do { // a call that has ended already runs its callback here
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            client.call(ADD, new Pair(1, 2)).thenRun(() -> {
                next.complete(Thread.currentThread() != caller);
                if (Thread.currentThread() != caller) {
                    sleep(STANDSTILL_MILLIS);
                }
            });
            blocked = next;
        } while (!blocked.get(20, TimeUnit.SECONDS));
    }
}

package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.minirpc.CallContext;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A deadline holds for a whole chain of calls: the last hop has what the others have left of it. */
class DeadlineChainTest {
    private static final Duration DEADLINE = Duration.ofMillis(300);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final BlockingQueue<Duration> seenByTheThird = new LinkedBlockingQueue<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @Test
    void theThirdHopHasWhatTheSecondLeaves() throws Exception {
        Work first = chain(200);

        CallContext.create(DEADLINE).run(() -> first.echo("x"));

        Duration left = seenByTheThird.take();
        Calls.print("300 ms, 200 of them burnt by the second hop: the third had %d ms", left.toMillis());
        assertThat(left).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void theThirdHopIsNotCalledAfterTheDeadline() throws Exception {
        CompletableFuture<Throwable> middleEnded = new CompletableFuture<>();
        Work third = connect(third());
        Work middle = connect(new WorkService() {
            @Override
            public String echo(String text) {
                pause(DEADLINE.toMillis() + 50);
                Throwable failure = catchThrowableOfType(RpcException.class, () -> third.echo(text));
                middleEnded.complete(failure);
                return text;
            }
        });
        Work first = connect(relay(middle));

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> CallContext.create(DEADLINE).run(() -> first.echo("x")));

        assertThat(failure.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        RpcException atMiddle = (RpcException) middleEnded.get(10, TimeUnit.SECONDS);
        assertThat(atMiddle.code()).isIn(StatusCode.DEADLINE_EXCEEDED, StatusCode.CANCELLED);
        assertThat(atMiddle.isNotExecuted()).as("never sent").isTrue();
        third.later(0).join();
        assertThat(seenByTheThird).isEmpty();
    }

    @Test
    void whatWaitedUntilItsDeadlineNeverStarts() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Work one = connect(
                new WorkService() {
                    @Override
                    public String echo(String text) {
                        seenByTheThird.add(Duration.ZERO);
                        return text;
                    }

                    @Override
                    public String fail(String how) {
                        busy.countDown();
                        awaitQuietly(gate);
                        return how;
                    }
                },
                1);
        CompletableFuture<String> running = CompletableFuture.supplyAsync(() -> one.fail("no"));
        busy.await();

        RpcException failure = catchThrowableOfType(
                RpcException.class, () -> CallContext.create(DEADLINE).run(() -> one.echo("x")));
        WorkService.pause(50); // the request was on its way when the deadline began to run
        gate.countDown();

        assertThat(failure.code()).isEqualTo(StatusCode.DEADLINE_EXCEEDED);
        assertThat(running.join()).isEqualTo("no");
        one.sleep(0); // the queue is first in, first out: what waited has had its turn
        assertThat(seenByTheThird).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A chain of three servers whose second one burns time. */
    private Work chain(long burntMillis) {
        Work third = connect(third());
        Work second = connect(new WorkService() {
            @Override
            public String echo(String text) {
                pause(burntMillis);
                return third.echo(text);
            }
        });
        return connect(relay(second));
    }

    private WorkService third() {
        return new WorkService() {
            @Override
            public String echo(String text) {
                seenByTheThird.add(CallContext.current().remaining());
                return text;
            }
        };
    }

    private static WorkService relay(Work next) {
        return new WorkService() {
            @Override
            public String echo(String text) {
                return next.echo(text);
            }
        };
    }

    private Work connect(WorkService service) {
        return connect(service, 128);
    }

    private Work connect(WorkService service, int executing) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .maxExecutingPerConnection(executing)
                .add(WorkSkeleton.bind(service))
                .build()
                .start();
        open.push(server);
        RpcClient client = RpcClient.forAddress("127.0.0.1", server.port());
        open.push(client);
        return new WorkStub(client);
    }
}

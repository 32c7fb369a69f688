package io.minirpc.filter;

import static io.minirpc.filter.FilterTesting.call;
import static io.minirpc.filter.FilterTesting.method;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codecs;
import io.minirpc.filter.auth.TokenFilter;
import io.minirpc.filter.retry.HedgePolicy;
import io.minirpc.filter.retry.HedgingFilter;
import io.minirpc.filter.retry.RetryFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The timers of filters while all threads of the common pool are blocked. In a JVM of its own, for it blocks them. */
class BusyPoolTest {
    private static final MethodDescriptor<String, String> FIND = method("Find");
    private static final MethodDescriptor<String, String> READ = MethodDescriptor.builder(
                    "Test", "Read", Codecs.STRING, Codecs.STRING)
            .idempotent()
            .build();
    private static final Duration SHORT = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @Test
    void deadlinesRetriesHedgesTokensAndContextsDoNotWaitForTheCommonPool() throws Exception {
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=4", // with fewer JDK 17 makes a thread for each task
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BusyPoolTest.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            boolean hasEnded = process.waitFor(90, TimeUnit.SECONDS);
            String text = Files.readString(printed);
            assertThat(hasEnded).as("has ended: %s", text).isTrue();
            assertThat(process.exitValue()).as("exit code: %s", text).isZero();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** Exits with 0 if all timers fire while the pool is blocked; all threads that are left then are daemons. */
    public static void main(String[] args) throws Exception {
        block(new CountDownLatch(1));
        // On a thread of its own, since one that joins a future helps the pool.
        FutureTask<Void> all = new FutureTask<>(() -> {
            timersFire();
            return null;
        });
        Thread caller = new Thread(all, "caller");
        caller.setDaemon(true);
        caller.start();
        all.get(60, TimeUnit.SECONDS);
    }

    private static void block(CountDownLatch until) throws InterruptedException {
        int threads = ForkJoinPool.commonPool().getParallelism();
        CountDownLatch blocked = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                blocked.countDown();
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        blocked.await();
    }

    private static void timersFire() throws Exception {
        CompletableFuture<Reply> never = new CompletableFuture<>();
        ended(DeadlineFilter.of(SHORT).filter(call(FIND), call -> never), StatusCode.DEADLINE_EXCEEDED);

        AtomicInteger attempts = new AtomicInteger();
        Invoker failsOnce = call -> CompletableFuture.completedFuture(
                attempts.incrementAndGet() == 1
                        ? Reply.failed(call.method(), RpcException.notExecuted(StatusCode.UNAVAILABLE, "once", null))
                        : Reply.of("retried"));
        Invocation timed = call(FIND, CallContext.create(Duration.ofMinutes(1)));
        ended(RetryFilter.create().filter(timed, failsOnce), StatusCode.OK);

        AtomicInteger hedges = new AtomicInteger();
        Invoker answersTheSecond =
                call -> hedges.incrementAndGet() == 1 ? never : CompletableFuture.completedFuture(Reply.of("hedged"));
        HedgingFilter hedging =
                HedgingFilter.builder().policy(new HedgePolicy(SHORT, 2)).build();
        ended(hedging.filter(call(READ), answersTheSecond), StatusCode.OK);

        TokenFilter tokens = TokenFilter.refreshing(CompletableFuture::new);
        Invocation hasty = call(FIND, CallContext.create(SHORT));
        ended(tokens.filter(hasty, FilterTesting.ANSWERS), StatusCode.DEADLINE_EXCEEDED);

        List<String> told = new ArrayList<>();
        CountDownLatch cancelled = new CountDownLatch(1);
        CallContext.create(SHORT).onCancel(() -> {
            told.add("cancelled");
            cancelled.countDown();
        });
        cancelled.await();
        assertThat(told).containsExactly("cancelled");
    }

    private static void ended(CompletionStage<Reply> stage, StatusCode code) throws Exception {
        assertThat(stage.toCompletableFuture().get(20, TimeUnit.SECONDS).code()).isEqualTo(code);
    }
}

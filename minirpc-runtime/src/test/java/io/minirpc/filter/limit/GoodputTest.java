package io.minirpc.filter.limit;

import static io.minirpc.filter.FilterTesting.FIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Filter;
import io.minirpc.client.RpcClient;
import io.minirpc.filter.FilterTesting;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How many calls are answered in time by a server that gets half as many again as it can do, and then loses half of its
 * workers: with an adaptive limit, and with fixed ones. Workers serve in the order of arrival and do not look at
 * deadlines, so a queue that is as long as a deadline is the end. A fixed limit is good where it is neither less than
 * there are workers in the beginning nor more than half of them get done within a deadline; whoever knows both needs no
 * other.
 */
class GoodputTest {
    private static final int WORKERS = 16;
    private static final long SERVICE_MILLIS = 10;
    private static final int CALLS_PER_SECOND = 2400; // 1.5 times, and later 3 times, as many as can be done
    private static final int SECONDS = 3; // before, and after
    private static final Duration DEADLINE = Duration.ofMillis(100);

    @Test
    @Tag("soak")
    @Timeout(240)
    void anAdaptiveLimitAnswersNineTenthsOfWhatTheBestFixedOneDoes() throws Exception {
        goodput(ConcurrencyLimitFilter.fixed(32)); // until the compiler is done
        Map<Integer, Integer> fixed = new LinkedHashMap<>();
        for (int limit : new int[] {4, 8, 16, 24, 32, 48, 64, 96, 160}) {
            fixed.put(limit, goodput(ConcurrencyLimitFilter.fixed(limit)));
        }
        int none = goodput((call, next) -> next.invoke(call));
        int best = fixed.values().stream().mapToInt(i -> i).max().orElseThrow();
        int adaptive = Integer.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            ConcurrencyLimitFilter filter = ConcurrencyLimitFilter.adaptive();
            int goodput = goodput(filter);
            System.out.println("ConcurrencyLimitFilter: adaptive " + goodput + ", limit in the end " + filter.limit());
            adaptive = Math.min(adaptive, goodput);
        }
        System.out.println("ConcurrencyLimitFilter: in time with fixed limits " + fixed + ", without " + none
                + ", adaptive at least " + adaptive + ", " + 100 * adaptive / best + " % of the best fixed");
        assertThat(adaptive).isGreaterThanOrEqualTo(best * 9 / 10);
    }

    private static int goodput(Filter filter) throws Exception {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        ServiceBinding binding = ServiceBinding.builder("Test")
                .inlineAsync(FIND, text -> CompletableFuture.supplyAsync(() -> work(text), workers))
                .build();
        try (FilterTesting testing = new FilterTesting()) {
            RpcServer server = testing.server(binding, filter);
            RpcClient client = testing.opened(RpcClient.builder()
                    .address("127.0.0.1", server.port())
                    .callTimeout(DEADLINE)
                    .build());
            client.withTimeout(Duration.ofSeconds(5)).callBlocking(FIND, "connect");
            AtomicInteger inTime = new AtomicInteger();
            offer(client, inTime);
            workers.setCorePoolSize(WORKERS / 2);
            workers.setMaximumPoolSize(WORKERS / 2);
            offer(client, inTime);
            return inTime.get();
        } finally {
            workers.shutdownNow();
            workers.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private static String work(String text) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SERVICE_MILLIS));
        return text;
    }

    /** Makes calls at their times, whether those before have ended or not. */
    private static void offer(RpcClient client, AtomicInteger inTime) {
        long start = System.nanoTime();
        for (int i = 0; i < CALLS_PER_SECOND * SECONDS; i++) {
            long due = start + i * (TimeUnit.SECONDS.toNanos(1) / CALLS_PER_SECOND);
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            client.call(FIND, "x").whenComplete((text, thrown) -> inTime.addAndGet(thrown == null ? 1 : 0));
        }
    }
}

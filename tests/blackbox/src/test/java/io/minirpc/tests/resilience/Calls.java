package io.minirpc.tests.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.RpcException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** What tests do with many calls. */
public final class Calls {
    private static final int PATIENCE_SECONDS = 30;

    private Calls() {}

    /** Waits until all have ended, however they did. */
    public static void awaitEnd(Collection<? extends CompletableFuture<?>> calls) {
        CompletableFuture<?> all =
                CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).exceptionally(failure -> null);
        assertThat(all).as("the end of all calls").succeedsWithin(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns how a call that has ended failed; null where it did not. */
    public static RpcException failureOf(CompletableFuture<?> call) {
        return failureOf(call.handle((reply, thrown) -> thrown).join());
    }

    /** Returns what a future said went wrong as what it is. */
    public static RpcException failureOf(Throwable thrown) {
        return (RpcException)
                (thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
    }

    public static double millis(long nanos) {
        return nanos / 1e6;
    }

    /** Returns what 99 % of the times are at most. */
    public static long p99(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    }

    static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Prints a figure. */
    public static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

package io.minirpc.gochat.route.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacerTest {
    private final List<CompletableFuture<String>> begun = new ArrayList<>();
    private final Pacer pacer = new Pacer(2, 3);

    @Test
    void callsBeyondTheLimitWaitInTheirOrder() {
        List<CompletableFuture<String>> results =
                IntStream.range(0, 4).mapToObj(i -> submit()).toList();
        assertThat(begun).hasSize(2);

        begun.get(1).complete("b");
        begun.get(0).complete("a");
        assertThat(begun).hasSize(4);
        begun.get(2).completeExceptionally(new IllegalStateException("on purpose"));
        begun.get(3).complete("d");

        assertThat(results.get(0)).isCompletedWithValue("a");
        assertThat(results.get(1)).isCompletedWithValue("b");
        assertThat(results.get(2)).isCompletedExceptionally();
        assertThat(results.get(3)).isCompletedWithValue("d");
    }

    @Test
    void callsBeyondTheQueueFail() {
        IntStream.range(0, 5).forEach(i -> submit());
        assertThat(submit()).isCompletedExceptionally();
        assertThat(begun).hasSize(2);
    }

    /** Redis is away: all that wait fail, one after the other, and not one inside of the other. */
    @Test
    void manyCallsThatFailAtOnceAreNoRecursion() {
        Pacer large = new Pacer(1, 200_000);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> begin = large.submit(() -> first);
        List<CompletableFuture<String>> others = IntStream.range(0, 100_000)
                .mapToObj(i -> large.<String>submit(
                        () -> CompletableFuture.failedFuture(new IllegalStateException("on purpose"))))
                .toList();
        first.complete("a");

        assertThat(begin).isCompletedWithValue("a");
        assertThat(others).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    private CompletableFuture<String> submit() {
        return pacer.submit(() -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            begun.add(answer);
            return answer;
        });
    }
}

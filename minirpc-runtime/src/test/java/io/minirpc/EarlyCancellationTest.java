package io.minirpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The difference between a context that was cancelled and one whose deadline has passed. */
class EarlyCancellationTest {
    @Test
    void passedDeadlineIsNoEarlyCancellation() throws Exception {
        CallContext context = CallContext.create(Duration.ofMillis(20));
        CompletableFuture<String> told = new CompletableFuture<>();
        context.onCancel(() -> told.complete("told"));
        assertThat(told.get(20, TimeUnit.SECONDS)).isEqualTo("told");
        assertThat(context.isCancelled()).isTrue();
        assertThat(context.isCancelledEarly()).isFalse();
        assertThat(context.fork().isCancelledEarly()).isFalse();
    }

    @Test
    void cancellationBeforeTheDeadlineIsEarlyForEachPart() {
        CallContext context = CallContext.create(Duration.ofMinutes(1));
        CallContext part = context.fork();
        context.cancel();
        assertThat(context.isCancelledEarly()).isTrue();
        assertThat(part.isCancelledEarly()).isTrue();
    }
}

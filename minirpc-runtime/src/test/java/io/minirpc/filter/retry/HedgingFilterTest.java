package io.minirpc.filter.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.Internals;
import io.minirpc.tls.LogLines;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which calls get a second attempt and which of them counts; the rest of their way and the time are the test's. */
class HedgingFilterTest {
    private static final HedgePolicy TWICE = HedgePolicy.ofMillis(20, 2);
    private static final HedgePolicy THRICE = HedgePolicy.ofMillis(20, 3);
    private static final MethodDescriptor<String, String> UNSAFE =
            method("Unsafe").build();
    private static final MethodDescriptor<String, String> SAFE =
            method("Safe").idempotent().build();
    private static final MethodDescriptor<String, String> ANNOTATED =
            method("Annotated").idempotent().policy(THRICE).build();

    private final ManualPauses pauses = new ManualPauses();
    private final Attempts attempts = new Attempts();
    private final CallContext context = CallContext.create(Duration.ofMinutes(1));

    private static MethodDescriptor.Builder<String, String> method(String name) {
        return MethodDescriptor.builder("Test", name, Codecs.STRING, Codecs.STRING);
    }

    private HedgingFilter filter(HedgingFilter.Builder builder) {
        return new HedgingFilter(builder, pauses);
    }

    private CompletableFuture<Reply> call(HedgingFilter filter, MethodDescriptor<?, ?> method) {
        Invocation call = Internals.get().outgoing(method, "x", Metadata.EMPTY, context, null);
        return filter.filter(call, attempts).toCompletableFuture();
    }

    private static RpcException unavailable(String message) {
        return new RpcException(StatusCode.UNAVAILABLE, message);
    }

    private static Reply end(CompletableFuture<Reply> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCallThatIsAnsweredInTimeIsMadeOnceAndLeavesNoTimer() throws Exception {
        CompletableFuture<Reply> call = call(filter(HedgingFilter.builder().policy(TWICE)), SAFE);
        ManualPauses.Started pause = pauses.next();
        assertThat(pause.length()).isEqualTo(Duration.ofMillis(20));
        attempts.next().succeed("ok");
        assertThat(end(call).value()).isEqualTo("ok");
        assertThat(pause.pause()).isCompletedWithValue(false);
        assertThat(attempts.all).hasSize(1);
    }

    @Test
    void theFirstGoodReplyCountsAndTheOtherAttemptsAreCancelled() throws Exception {
        CompletableFuture<Reply> call = call(filter(HedgingFilter.builder()), ANNOTATED);
        Attempts.Attempt first = attempts.next();
        pauses.next().pass();
        Attempts.Attempt second = attempts.next();
        pauses.next().pass();
        Attempts.Attempt third = attempts.next();
        assertThat(pauses.areAllSeen()).as("no fourth").isTrue();

        second.succeed("second");
        assertThat(end(call).value()).isEqualTo("second");
        assertThat(first.call().context().isCancelled()).isTrue();
        assertThat(second.call().context().isCancelled()).isFalse();
        assertThat(third.call().context().isCancelled()).isTrue();
        assertThat(context.isCancelled()).isFalse();
        first.succeed("late");
        assertThat(end(call).value()).isEqualTo("second");
    }

    @Test
    void onlyIdempotentMethodsAreHedgedAndTheLogSaysSoOnce() throws Exception {
        try (LogLines log = new LogLines()) {
            HedgingFilter filter = filter(HedgingFilter.builder().policy(TWICE).method("Test.Unsafe", THRICE));
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Reply> call = call(filter, UNSAFE);
                attempts.next().succeed("ok");
                assertThat(end(call).isOk()).isTrue();
            }
            assertThat(pauses.areAllSeen()).isTrue();
            assertThat(log.with("Test.Unsafe is not hedged")).hasSize(1);
        }
    }

    @Test
    void methodsOfWhichNothingIsSaidAreNotHedged() throws Exception {
        HedgingFilter filter = filter(HedgingFilter.builder().method("Test.Annotated", HedgePolicy.ofMillis(1, 1)));
        for (MethodDescriptor<?, ?> method : new MethodDescriptor<?, ?>[] {SAFE, ANNOTATED}) {
            CompletableFuture<Reply> call = call(filter, method);
            attempts.next().succeed("ok");
            assertThat(end(call).isOk()).isTrue();
        }
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @Test
    void failuresThatDoNotPassEndTheCallAtOnce() throws Exception {
        CompletableFuture<Reply> call = call(filter(HedgingFilter.builder().policy(TWICE)), SAFE);
        Attempts.Attempt first = attempts.next();
        pauses.next().pass();
        attempts.next().fail(new RpcException(StatusCode.NOT_FOUND, "nowhere"));
        assertThat(end(call).code()).isEqualTo(StatusCode.NOT_FOUND);
        assertThat(first.call().context().isCancelled()).isTrue();
    }

    @Test
    void failuresThatMayPassWaitForTheOtherAttempts() throws Exception {
        HedgingFilter filter = filter(HedgingFilter.builder().policy(TWICE));
        CompletableFuture<Reply> good = call(filter, SAFE);
        Attempts.Attempt slow = attempts.next();
        pauses.next().pass();
        attempts.nextHeard().fail(unavailable("hedge"));
        assertThat(good).isNotDone();
        slow.succeed("slow");
        assertThat(end(good).value()).isEqualTo("slow");

        CompletableFuture<Reply> bad = call(filter, SAFE);
        slow = attempts.next();
        pauses.next().pass();
        RpcException earlier = unavailable("hedge");
        attempts.nextHeard().fail(earlier);
        slow.fail(unavailable("slow"));
        assertThat(end(bad).failure()).hasMessage("slow").hasSuppressedException(earlier);
    }

    @Test
    void aCallWhoseOnlyAttemptFailsIsNotMadeAgain() throws Exception {
        CompletableFuture<Reply> call = call(filter(HedgingFilter.builder().policy(TWICE)), SAFE);
        ManualPauses.Started pause = pauses.next();
        attempts.next().fail(unavailable("gone"));
        assertThat(end(call).code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(pause.pause()).isCompletedWithValue(false);
    }

    @Test
    void theServerSaysWhenTheNextAttemptMayBeMadeOrThatThereIsNone() throws Exception {
        CompletableFuture<Reply> later = call(filter(HedgingFilter.builder()), ANNOTATED);
        Attempts.Attempt slow = attempts.next();
        pauses.next().pass();
        Attempts.Attempt hedge = attempts.nextHeard();
        ManualPauses.Started replaced = pauses.next();
        hedge.fail(unavailable("busy").withMetadata(Metadata.of(Metadata.RETRY_AFTER, "500")));
        ManualPauses.Started pause = pauses.next();
        assertThat(pause.length()).isEqualTo(Duration.ofMillis(500));
        assertThat(replaced.pause()).isCompletedWithValue(false);
        pause.pass();
        attempts.next().succeed("third");
        assertThat(end(later).value()).isEqualTo("third");

        CompletableFuture<Reply> never = call(filter(HedgingFilter.builder()), ANNOTATED);
        slow = attempts.next();
        pauses.next().pass();
        hedge = attempts.nextHeard();
        ManualPauses.Started ended = pauses.next();
        hedge.fail(unavailable("busy").withMetadata(Metadata.of(Metadata.RETRY_AFTER, "-1")));
        assertThat(ended.pause()).isCompletedWithValue(false);
        slow.succeed("slow");
        assertThat(end(never).value()).isEqualTo("slow");
    }

    @Test
    void hedgesTakeFromTheBudget() throws Exception {
        RetryBudget budget = RetryBudget.builder().perSecond(0).share(0.5).build();
        HedgingFilter filter = filter(HedgingFilter.builder().policy(TWICE).budget(budget));
        CompletableFuture<Reply> none = call(filter, SAFE);
        Attempts.Attempt only = attempts.next();
        CompletableFuture<Boolean> passed = new CompletableFuture<>();
        ManualPauses.Started pause = pauses.next();
        pause.pass();
        pause.pause().thenGoOn(() -> passed.complete(true));
        passed.get(20, TimeUnit.SECONDS);
        only.succeed("ok");
        assertThat(end(none).isOk()).isTrue();
        assertThat(attempts.all).hasSize(1);

        CompletableFuture<Reply> one = call(filter, SAFE);
        attempts.next();
        pauses.next().pass();
        attempts.next().succeed("ok");
        assertThat(end(one).isOk()).isTrue();
        assertThat(budget.take()).isFalse();
    }

    @Test
    void aCallThatIsCancelledIsNotHedged() throws Exception {
        CompletableFuture<Reply> call = call(filter(HedgingFilter.builder().policy(TWICE)), SAFE);
        Attempts.Attempt first = attempts.next();
        ManualPauses.Started pause = pauses.next();
        first.call().context().onCancel(() -> first.fail(new RpcException(StatusCode.CANCELLED, "given up")));
        context.cancel();
        assertThat(end(call).code()).isEqualTo(StatusCode.CANCELLED);
        assertThat(pause.pause()).as("without a timer").isCompletedWithValue(false);
        assertThat(attempts.all).hasSize(1);
    }
}

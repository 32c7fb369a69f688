package io.minirpc.filter.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.MethodPolicy;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.Internals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls are made again, when and how often; the rest of their way and the time are played by the test. */
class RetryFilterTest {
    private static final MethodDescriptor<String, String> UNSAFE =
            method("Unsafe").build();
    private static final MethodDescriptor<String, String> SAFE =
            method("Safe").idempotent().build();

    private final ManualPauses pauses = new ManualPauses();
    private final Attempts attempts = new Attempts();
    private final CallContext context = CallContext.create(Duration.ofMinutes(1));
    private double random = 0.5;

    private static MethodDescriptor.Builder<String, String> method(String name) {
        return MethodDescriptor.builder("Test", name, Codecs.STRING, Codecs.STRING);
    }

    private RetryFilter filter(RetryFilter.Builder builder) {
        return new RetryFilter(builder, () -> random, pauses);
    }

    private CompletableFuture<Reply> call(RetryFilter filter, MethodDescriptor<?, ?> method) {
        return call(filter, method, context);
    }

    private CompletableFuture<Reply> call(RetryFilter filter, MethodDescriptor<?, ?> method, CallContext in) {
        Invocation call = Internals.get().outgoing(method, "x", Metadata.of("user", "said"), in, null);
        return filter.filter(call, attempts).toCompletableFuture();
    }

    private static RpcException unavailable() {
        return new RpcException(StatusCode.UNAVAILABLE, "gone");
    }

    private static RpcException after(String millis) {
        return unavailable().withMetadata(Metadata.of(Metadata.RETRY_AFTER, millis));
    }

    private static Reply end(CompletableFuture<Reply> call) throws Exception {
        return call.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aCallThatSucceedsIsLeftAlone() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
        Attempts.Attempt attempt = attempts.next();
        assertThat(attempt.call().metadata().asMap()).containsOnlyKeys("user");
        attempt.succeed("ok");
        assertThat(end(call).value()).isEqualTo("ok");
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @Test
    void idempotentCallsAreRetriedAndSayWhichRetryTheyAre() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
        attempts.next().fail(unavailable());
        pauses.next().pass();
        Attempts.Attempt second = attempts.next();
        second.fail(unavailable());
        pauses.next().pass();
        Attempts.Attempt third = attempts.next();
        third.succeed("at last");

        assertThat(end(call).value()).isEqualTo("at last");
        assertThat(second.call().metadata().asMap())
                .containsEntry("user", "said")
                .containsEntry("retry-attempt", "1");
        assertThat(third.call().metadata().asMap()).containsEntry("retry-attempt", "2");
    }

    private static StatusCode[] othersThan(StatusCode first, StatusCode... rest) {
        return EnumSet.complementOf(EnumSet.of(first, rest)).toArray(StatusCode[]::new);
    }

    @Test
    void whatMayHaveRunIsNotRunTwice() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder()
                .codes(StatusCode.UNKNOWN, othersThan(StatusCode.OK, StatusCode.CANCELLED, StatusCode.UNKNOWN))
                .method("Test.Unsafe", RetryPolicy.ofMillis(10, 1, 1)));
        for (StatusCode code : EnumSet.complementOf(EnumSet.of(StatusCode.OK))) {
            RpcException failure = new RpcException(code, "it may have run");
            CompletableFuture<Reply> call = call(filter, UNSAFE);
            attempts.next().fail(failure);
            assertThat(end(call).failure()).isSameAs(failure);
        }
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "RESOURCE_EXHAUSTED"})
    void whatCertainlyDidNotRunIsRetried(StatusCode code) throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), UNSAFE);
        attempts.next().fail(RpcException.notExecuted(code, "never sent", null));
        pauses.next().pass();
        attempts.next().succeed("ok");
        assertThat(end(call).isOk()).isTrue();
    }

    @Test
    void failuresThatDoNotPassAreNotRetried() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder());
        for (StatusCode code : EnumSet.complementOf(EnumSet.of(StatusCode.OK, StatusCode.UNAVAILABLE))) {
            RpcException failure = new RpcException(code, "so it is");
            CompletableFuture<Reply> call = call(filter, SAFE);
            attempts.next().fail(failure);
            assertThat(end(call).failure()).isSameAs(failure);
        }
        CompletableFuture<Reply> refused = call(filter, SAFE);
        attempts.next().fail(RpcException.notExecuted(StatusCode.PERMISSION_DENIED, "never"));
        assertThat(end(refused).code()).isEqualTo(StatusCode.PERMISSION_DENIED);
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @Test
    void otherCodesCanBeRetried() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder().codes(StatusCode.ABORTED));
        CompletableFuture<Reply> call = call(filter, SAFE);
        attempts.next().fail(new RpcException(StatusCode.ABORTED, "lost"));
        pauses.next().pass();
        attempts.next().fail(unavailable());
        assertThat(end(call).code()).isEqualTo(StatusCode.UNAVAILABLE);
    }

    @Test
    void waitsAreDrawnBetweenNothingAndALimitThatDoubles() throws Exception {
        RetryFilter.Builder builder = RetryFilter.builder()
                .policy(RetryPolicy.ofMillis(10, 50, 2_000))
                .budget(RetryBudget.builder().perSecond(1_000).burst(1_000).build());
        for (double drawn : new double[] {0, 0.5, 0.999_999}) {
            random = drawn;
            List<Duration> waits = new ArrayList<>();
            CompletableFuture<Reply> call = call(filter(builder), SAFE);
            for (int i = 0; i < 9; i++) {
                attempts.next().fail(unavailable());
                ManualPauses.Started pause = pauses.next();
                waits.add(pause.length());
                pause.pass();
            }
            attempts.next().succeed("ok");
            assertThat(end(call).isOk()).isTrue();
            int[] limits = {50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000};
            for (int i = 0; i < limits.length; i++) {
                assertThat(waits.get(i)).isEqualTo(Duration.ofNanos((long) (drawn * limits[i] * 1_000_000)));
            }
        }
    }

    @Test
    void theBudgetIsSharedByAllMethodsAndFilters() throws Exception {
        RetryBudget budget = RetryBudget.builder().perSecond(0).share(0.5).build();
        RetryFilter one = filter(RetryFilter.builder().budget(budget));
        RetryFilter other = filter(RetryFilter.builder().budget(budget));
        CompletableFuture<Reply> first = call(one, SAFE);
        attempts.next().fail(unavailable());
        assertThat(end(first).metadata().get(Metadata.RETRY_AFTER))
                .as("half a retry")
                .isEqualTo("-1");

        CompletableFuture<Reply> second = call(other, UNSAFE);
        attempts.next().fail(RpcException.notExecuted(StatusCode.UNAVAILABLE, "refused", null));
        pauses.next().pass();
        attempts.next().fail(RpcException.notExecuted(StatusCode.UNAVAILABLE, "refused", null));
        Reply end = end(second);
        assertThat(end.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("-1");
        assertThat(end.isNotExecuted()).isTrue();
    }

    @Test
    void theLastFailureIsTheCallersAndHasThoseBeforeItAndSaysNotToRetry() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder().policy(RetryPolicy.ofMillis(6, 1, 1))), SAFE);
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            RpcException failure = new RpcException(StatusCode.UNAVAILABLE, "failure " + i);
            failures.add(failure);
            attempts.next().fail(failure);
            if (i < 5) {
                pauses.next().pass();
            }
        }
        Reply end = end(call);
        assertThat(end.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("-1");
        assertThat(end.failure()).isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.getMessage()).isEqualTo("failure 5");
            assertThat(e.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("-1");
            assertThat(e.getSuppressed()).containsExactlyElementsOf(failures.subList(2, 5));
            assertThat(e.getStackTrace()).isEqualTo(failures.get(5).getStackTrace());
        });
        assertThat(failures).as("they may be somebody's constants").allMatch(e -> e.getSuppressed().length == 0);
    }

    @Test
    void exceptionsThatAreThrownTimeAndAgainDoNotGrow() throws Exception {
        RpcException constant = new RpcException(StatusCode.UNAVAILABLE, "always the same");
        RpcException rejected = RpcException.notExecuted(StatusCode.UNAVAILABLE, "no trace");
        for (RpcException same : List.of(constant, rejected)) {
            CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
            attempts.next().fail(same);
            pauses.next().pass();
            attempts.next().fail(same);
            pauses.next().pass();
            attempts.next().fail(same);
            Reply end = end(call);
            assertThat(end.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("-1");
            assertThat(end.failure().getStackTrace()).hasSameSizeAs(same.getStackTrace());
            assertThat(same.getSuppressed()).isEmpty();
        }
    }

    @Test
    void whatCodeSaysCountsBeforeTheInterfaceAndThatBeforeTheDefault() {
        MethodDescriptor<String, String> annotated = method("Annotated")
                .policy((MethodPolicy) RetryPolicy.ofMillis(5, 1, 1))
                .build();
        RetryFilter filter = filter(RetryFilter.builder()
                .policy(RetryPolicy.ofMillis(2, 1, 1))
                .method(SAFE, RetryPolicy.ofMillis(9, 1, 1)));
        assertThat(filter.policy(SAFE).maxAttempts()).isEqualTo(9);
        assertThat(filter.policy(annotated).maxAttempts()).isEqualTo(5);
        assertThat(filter.policy(UNSAFE).maxAttempts()).isEqualTo(2);
        assertThat(filter(RetryFilter.builder().method("Test.Annotated", RetryPolicy.ofMillis(4, 1, 1)))
                        .policy(annotated)
                        .maxAttempts())
                .isEqualTo(4);
        assertThat(filter(RetryFilter.builder()).policy(SAFE)).isEqualTo(RetryPolicy.ofMillis(3, 50, 2_000));
    }

    @Test
    void aMethodWithoutRetriesLeavesThemToCallersFurtherUp() throws Exception {
        CompletableFuture<Reply> call =
                call(filter(RetryFilter.builder().method(SAFE, RetryPolicy.ofMillis(1, 1, 1))), SAFE);
        attempts.next().fail(unavailable());
        assertThat(end(call).metadata().isEmpty()).isTrue();
    }

    @Test
    void theServerSaysHowLongToWait() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder().maxRetryAfter(Duration.ofSeconds(7)));
        CompletableFuture<Reply> call = call(filter, SAFE);
        attempts.next().fail(after("1234"));
        ManualPauses.Started first = pauses.next();
        assertThat(first.length()).isEqualTo(Duration.ofMillis(1_234));
        first.pass();
        attempts.next().fail(after("7001"));
        ManualPauses.Started second = pauses.next();
        assertThat(second.length()).isEqualTo(Duration.ofSeconds(7));
        second.pass();
        attempts.next().succeed("ok");
        assertThat(end(call).isOk()).isTrue();
    }

    @Test
    void theServerSaysNotToRetry() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
        RpcException failure = after("-1");
        attempts.next().fail(failure);
        assertThat(end(call).failure()).isSameAs(failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1.5", "99999999999999999999"})
    void whatCannotBeUnderstoodIsNoWait(String text) throws Exception {
        call(filter(RetryFilter.builder()), SAFE);
        attempts.next().fail(after(text));
        assertThat(pauses.next().length()).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void aCallFailsAtOnceWhenTheWaitIsLongerThanItHas() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder().maxRetryAfter(Duration.ofHours(1)));
        RpcException failure = after(Long.toString(Duration.ofMinutes(2).toMillis()));
        CompletableFuture<Reply> call = call(filter, SAFE);
        attempts.next().fail(failure);
        assertThat(end(call).failure()).isSameAs(failure);

        CompletableFuture<Reply> over = call(filter, SAFE, CallContext.create(Duration.ZERO));
        attempts.next().fail(unavailable());
        assertThat(end(over).code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @Test
    void aCallThatIsCancelledWhileItWaitsEndsAtOnce() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
        RpcException failure = unavailable();
        attempts.next().fail(failure);
        ManualPauses.Started pause = pauses.next();
        context.cancel();
        assertThat(call).isDone();
        assertThat(call.join().code()).isEqualTo(StatusCode.CANCELLED);
        assertThat(call.join().failure()).hasSuppressedException(failure);
        assertThat(pause.pause()).as("without a timer").isCompletedWithValue(false);
        assertThat(attempts.all).hasSize(1);
    }

    @Test
    void aCallThatIsCancelledIsNotRetried() throws Exception {
        CompletableFuture<Reply> call = call(filter(RetryFilter.builder()), SAFE);
        Attempts.Attempt first = attempts.next();
        context.cancel();
        first.fail(unavailable());
        assertThat(end(call).code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(pauses.areAllSeen()).isTrue();
    }

    @Test
    void pausesEndByThemselvesAndByBeingEnded() throws Exception {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Pause pause = Pause.start(TimeUnit.MILLISECONDS.toNanos(1));
        pause.thenGoOn(() -> over.complete(true));
        assertThat(over.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(pause.end()).isFalse();

        Pause ended = Pause.start(TimeUnit.DAYS.toNanos(1));
        ended.thenGoOn(() -> over.obtrudeValue(false));
        assertThat(ended.end()).isTrue();
        assertThat(over.join()).isTrue();
    }

    @Test
    void attemptsThatTakeTooLongAreRetriedWhileThereIsTime() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder().attemptTimeout(Duration.ofNanos(1)));
        RpcException tooLong = new RpcException(StatusCode.DEADLINE_EXCEEDED, "too long");
        CompletableFuture<Reply> safe = call(filter, SAFE);
        Attempts.Attempt attempt = attempts.next();
        assertThat(attempt.call().context().remainingNanos()).isZero();
        attempt.fail(tooLong);
        pauses.next().pass();
        attempts.next().succeed("ok");
        assertThat(end(safe).isOk()).isTrue();

        CompletableFuture<Reply> unsafe = call(filter, UNSAFE);
        attempts.next().fail(tooLong);
        assertThat(end(unsafe).failure()).isSameAs(tooLong);

        CompletableFuture<Reply> notSent = call(filter, UNSAFE);
        attempts.next().fail(RpcException.notExecuted(StatusCode.DEADLINE_EXCEEDED, "never sent", null));
        pauses.next().pass();
        attempts.next().succeed("ok");
        assertThat(end(notSent).isOk()).isTrue();

        CompletableFuture<Reply> over = call(filter, SAFE, CallContext.create(Duration.ZERO));
        attempts.next().fail(tooLong);
        assertThat(end(over).failure()).isSameAs(tooLong);
    }

    @Test
    void filtersOutsideRunInTheContextOfTheCall() throws Exception {
        RetryFilter filter = filter(RetryFilter.builder().attemptTimeout(Duration.ofMinutes(1)));
        CompletableFuture<CallContext> seen = new CompletableFuture<>();
        CompletableFuture<Reply> call = call(filter, SAFE);
        call.thenRun(() -> seen.complete(CallContext.current()));
        attempts.next().succeed("ok");
        assertThat(seen.get(20, TimeUnit.SECONDS)).isSameAs(context);
    }

    @Test
    void codesThatNeverPassAreRefused() {
        for (StatusCode bad : List.of(StatusCode.OK, StatusCode.CANCELLED)) {
            assertThatThrownBy(() -> RetryFilter.builder().codes(StatusCode.UNAVAILABLE, bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: codes of calls that failed");
        }
    }
}

package io.minirpc.filter;

import static io.minirpc.filter.FilterTesting.ANSWERS;
import static io.minirpc.filter.FilterTesting.FIND;
import static io.minirpc.filter.FilterTesting.OTHER;
import static io.minirpc.filter.FilterTesting.call;
import static io.minirpc.filter.FilterTesting.fails;
import static io.minirpc.filter.FilterTesting.onThreads;
import static io.minirpc.filter.FilterTesting.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.CallContext;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which failures are answered for, with what, and what remains of them. */
class FallbackFilterTest {
    private final FilterTesting testing = new FilterTesting();

    @AfterEach
    void close() throws Exception {
        testing.close();
    }

    private static FallbackFilter withValue() {
        return FallbackFilter.builder()
                .method(FIND, (text, failure) -> text + " after " + failure.getMessage())
                .build();
    }

    @Test
    void aValueIsMadeOfArgumentsAndFailure() {
        Reply reply = run(withValue(), call(FIND), fails(StatusCode.UNAVAILABLE));
        assertThat(reply.isOk()).isTrue();
        assertThat(reply.value()).isEqualTo("arguments after failed");
    }

    @Test
    void successesOtherMethodsAndOtherCodesAreLeftAlone() {
        FallbackFilter filter = withValue();
        assertThat(run(filter, call(FIND), ANSWERS).value()).isEqualTo("fine");
        assertThat(run(filter, call(OTHER), fails(StatusCode.UNAVAILABLE)).code())
                .isEqualTo(StatusCode.UNAVAILABLE);
        for (StatusCode code : StatusCode.values()) {
            boolean answeredFor = code == StatusCode.UNAVAILABLE
                    || code == StatusCode.DEADLINE_EXCEEDED
                    || code == StatusCode.RESOURCE_EXHAUSTED;
            if (code != StatusCode.OK) {
                assertThat(run(filter, call(FIND), fails(code)).isOk()).isEqualTo(answeredFor);
            }
        }
        FallbackFilter other = FallbackFilter.builder()
                .codes(StatusCode.NOT_FOUND)
                .method(FIND, (text, failure) -> "else")
                .build();
        assertThat(run(other, call(FIND), fails(StatusCode.NOT_FOUND)).isOk()).isTrue();
        assertThat(run(other, call(FIND), fails(StatusCode.UNAVAILABLE)).isOk()).isFalse();
    }

    @Test
    void cancelledCallsAreNotAnswered() {
        CallContext context = CallContext.create();
        context.cancel();
        assertThat(run(withValue(), call(FIND, context), fails(StatusCode.UNAVAILABLE))
                        .isOk())
                .isFalse();
        assertThatThrownBy(() -> FallbackFilter.builder().codes(StatusCode.CANCELLED))
                .hasMessage("codes: CANCELLED (expected: codes of calls that failed and were not cancelled)");
    }

    @Test
    void aMethodMayBeNamedAndAnotherCallMayAnswer() {
        CompletableFuture<String> other = new CompletableFuture<>();
        FallbackFilter filter = FallbackFilter.builder()
                .method("Test.Other", (call, failure) -> call.method() + " " + call.arguments())
                .methodAsync(FIND, (text, failure) -> other)
                .build();
        assertThat(run(filter, call(OTHER), fails(StatusCode.UNAVAILABLE)).value())
                .isEqualTo("Test.Other arguments");
        CompletableFuture<Reply> reply =
                filter.filter(call(FIND), fails(StatusCode.UNAVAILABLE)).toCompletableFuture();
        assertThat(reply).isNotDone();
        other.complete("from elsewhere");
        assertThat(reply.join().value()).isEqualTo("from elsewhere");
    }

    @Test
    void aFallbackThatFailsLeavesTheFailureAndIsSuppressedInIt() {
        IllegalStateException second = new IllegalStateException("second");
        FallbackFilter throwing = FallbackFilter.builder()
                .method(FIND, (text, failure) -> {
                    throw second;
                })
                .method("Test.Other", (call, failure) -> {
                    throw (RpcException) failure;
                })
                .build();
        assertFailsAsBefore(run(throwing, call(FIND), fails(StatusCode.UNAVAILABLE)), second);
        assertFailsAsBefore(run(throwing, call(OTHER), fails(StatusCode.UNAVAILABLE)));

        FallbackFilter failing = FallbackFilter.builder()
                .methodAsync(
                        FIND,
                        (text, failure) -> CompletableFuture.completedFuture("x")
                                .thenApply(value -> {
                                    throw second;
                                }))
                .methodAsync("Test.Other", (call, failure) -> null)
                .build();
        assertFailsAsBefore(run(failing, call(FIND), fails(StatusCode.UNAVAILABLE)), second);
        Reply reply = run(failing, call(OTHER), fails(StatusCode.UNAVAILABLE));
        assertThat(reply.failure().getSuppressed()[0]).hasMessage("the fallback returned null (expected: a stage)");
    }

    private static void assertFailsAsBefore(Reply reply, Throwable... suppressed) {
        assertThat(reply.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(reply.failure()).hasMessage("failed");
        assertThat(reply.failure().getSuppressed()).containsExactly(suppressed);
    }

    @Test
    void threadsGetTheValueOfTheirOwnCall() throws Exception {
        FallbackFilter filter = withValue();
        onThreads(4, thread -> {
            for (int i = 0; i < 2_000; i++) {
                String own = thread + "/" + i;
                Reply reply = run(filter, call(FIND).withArguments(own), fails(StatusCode.UNAVAILABLE));
                assertThat(reply.value()).isEqualTo(own + " after failed");
            }
        });
    }

    @Test
    void aClientCallsAnotherServerWhereOneIsGone() throws Exception {
        ServiceBinding binding = ServiceBinding.builder("Test")
                .blocking(FIND, text -> text + " of the replica")
                .build();
        RpcClient replica = testing.client(testing.server(binding));
        RpcServer gone = testing.server(binding);
        FallbackFilter filter = FallbackFilter.builder()
                .methodAsync(FIND, (text, failure) -> replica.call(FIND, text))
                .method("Test.Other", (call, failure) -> "a constant")
                .build();
        RpcClient client = testing.client(gone, filter);
        gone.close();
        assertThat(client.callBlocking(FIND, "text")).isEqualTo("text of the replica");
        assertThat(client.call(FIND, "text").get()).isEqualTo("text of the replica");
        assertThat(client.callBlocking(OTHER, "text")).isEqualTo("a constant");
        assertThat(client.call(OTHER, "text").get()).isEqualTo("a constant");
    }
}

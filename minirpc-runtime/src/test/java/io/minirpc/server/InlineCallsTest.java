package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.Internals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Inline calls of one connection follow each other in one object; nothing of one shows in the next. */
class InlineCallsTest {
    private static final MethodDescriptor<String, String> TENANT = method("Tenant");
    private static final MethodDescriptor<String, String> FAIL = method("Fail");
    private static final MethodDescriptor<String, String> LATER = method("Later");

    private final List<CallContext> contexts = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<String>> later = new CopyOnWriteArrayList<>();
    private final RpcServer server = RpcServer.builder()
            .address("127.0.0.1", 0)
            .add(ServiceBinding.builder("Inline")
                    .inlineBlocking(TENANT, this::tenant)
                    .inlineBlocking(FAIL, InlineCallsTest::fail)
                    .inlineAsync(LATER, this::later)
                    .build())
            .build()
            .start();

    private static MethodDescriptor<String, String> method(String name) {
        return MethodDescriptor.builder("Inline", name, Codecs.STRING, Codecs.STRING)
                .build();
    }

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private String tenant(String text) {
        CallContext context = CallContext.current();
        contexts.add(context);
        return text + " " + context.metadata().get("tenant");
    }

    private static String fail(String text) {
        throw new RpcException(StatusCode.NOT_FOUND, text);
    }

    private CompletableFuture<String> later(String text) {
        contexts.add(CallContext.current());
        CompletableFuture<String> end = new CompletableFuture<>();
        later.add(end);
        return end.thenApply(suffix -> text + suffix);
    }

    private RpcClient client(WireFormat format) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .wireFormat(format)
                .connections(1)
                .callTimeout(Duration.ofSeconds(20))
                .build();
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void metadataDeadlineAndFailureOfACallAreNotThoseOfTheNext(WireFormat format) {
        try (RpcClient client = client(format)) {
            assertThat(client.withMetadata("tenant", "a").call(TENANT, "1").join())
                    .isEqualTo("1 a");
            assertThat(catchThrowable(client.call(FAIL, "none")::join)).hasMessageContaining("none");
            assertThat(client.withTimeout(Duration.ofMinutes(5))
                            .call(TENANT, "2")
                            .join())
                    .isEqualTo("2 null");
            assertThat(client.call(TENANT, "3").join()).isEqualTo("3 null");

            assertThat(contexts.get(0).metadata().get("tenant")).isEqualTo("a");
            assertThat(contexts.get(1).remaining()).isGreaterThan(Duration.ofMinutes(4));
            assertThat(contexts.get(2).remaining()).isLessThan(Duration.ofMinutes(1));
            assertThat(contexts).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void callsThatEndLaterKeepTheirRepliesAndAreCancelledAlone(WireFormat format) {
        try (RpcClient client = client(format)) {
            List<CompletableFuture<String>> calls = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                calls.add(client.call(LATER, "later " + i));
                assertThat(client.call(TENANT, "now").join()).isEqualTo("now null");
            }
            calls.get(1).cancel(true);
            if (format == WireFormat.NATIVE) {
                await().until(() -> contexts.get(2).isCancelled());
            }
            later.forEach(end -> end.complete("!"));
            for (int i = 0; i < 4; i++) {
                if (i != 1) {
                    assertThat(calls.get(i))
                            .succeedsWithin(Duration.ofSeconds(20))
                            .isEqualTo("later " + i + "!");
                    assertThat(Internals.get().isCancelledEarly(contexts.get(2 * i)))
                            .isFalse();
                }
            }
            await().until(() -> server.stats().inFlight() == 0);
            assertThat(server.stats().connections()).isOne();
        }
    }
}

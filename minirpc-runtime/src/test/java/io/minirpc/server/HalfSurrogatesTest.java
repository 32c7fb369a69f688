package io.minirpc.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.minirpc.Channel;
import io.minirpc.Filter;
import io.minirpc.Metadata;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.WireFormat;
import io.minirpc.internal.transport.RawPeer;
import io.minirpc.internal.transport.RawPeer.RawFrame;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts with half a surrogate pair, as cutting a text gives: they arrive with a '?', and disturb nobody. */
class HalfSurrogatesTest {
    private static final String HALF = "half \ud83d";
    private static final String READ = "half ?";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private final CompletableFuture<Metadata> metadata = new CompletableFuture<>();
    private @Nullable RpcServer server;

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private void start(Filter filter) {
        server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .filter(filter)
                .add(TestService.binding(waited))
                .build()
                .start();
    }

    private RpcClient client(WireFormat format) {
        return RpcClient.builder()
                .address("127.0.0.1", server.port())
                .filter((call, next) -> next.invoke(call).whenComplete((reply, thrown) -> {
                    if (isBad(call)) {
                        metadata.complete(reply.metadata());
                    }
                }))
                .wireFormat(format)
                .callTimeout(PATIENCE)
                .build();
    }

    /** Calls in the midst of others on one connection, which all succeed; returns how that one call ended. */
    private Throwable failureAmongOthers(RpcClient client, Channel caller) throws Exception {
        Future<String> waiting = client.call(TestService.WAIT, "x");
        List<Future<Integer>> others = new ArrayList<>();
        others.add(client.call(TestService.ADD, new Pair(1, 2)));
        CompletableFuture<String> bad = caller.call(TestService.ECHO, "bad");
        for (int i = 0; i < 20; i++) {
            others.add(client.call(TestService.ADD, new Pair(1, 2)));
        }
        Throwable failure = catchThrowable(bad::join);
        for (Future<Integer> other : others) {
            assertThat(other.get()).isEqualTo(3);
        }
        waited.complete("done");
        assertThat(waiting.get()).isEqualTo("done");
        await().until(() -> server.stats().inFlight() == 0);
        assertThat(server.stats().connections()).isOne();
        return failure == null ? null : failure.getCause();
    }

    private static boolean isBad(io.minirpc.Invocation call) {
        return "bad".equals(call.arguments());
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void anErrorTextAndItsMetadataArriveWithAQuestionMark(WireFormat format) throws Exception {
        start((call, next) -> {
            if (isBad(call)) {
                throw new RpcException(StatusCode.NOT_FOUND, HALF).withMetadata(Metadata.of("k", HALF));
            }
            return next.invoke(call);
        });
        try (RpcClient client = client(format)) {
            assertThat(failureAmongOthers(client, client)).isInstanceOfSatisfying(RpcException.class, failure -> {
                assertThat(failure.code()).isEqualTo(StatusCode.NOT_FOUND);
                assertThat(failure).hasMessageContaining(READ);
            });
            assertThat(metadata.get().get("k")).isEqualTo(READ);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void metadataOfAReplyArrivesWithAQuestionMark(WireFormat format) throws Exception {
        start((call, next) ->
                next.invoke(call).thenApply(reply -> isBad(call) ? reply.withMetadata("k", HALF) : reply));
        try (RpcClient client = client(format)) {
            assertThat(failureAmongOthers(client, client)).isNull();
            assertThat(metadata.get().get("k")).isEqualTo(READ);
        }
    }

    @ParameterizedTest
    @EnumSource(WireFormat.class)
    void metadataOfARequestArrivesWithAQuestionMark(WireFormat format) throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        start((call, next) -> {
            if (isBad(call)) {
                seen.complete(call.metadata().get("k"));
            }
            return next.invoke(call);
        });
        try (RpcClient client = client(format)) {
            client.call(TestService.ADD, new Pair(1, 2)).get();
            assertThat(failureAmongOthers(client, client.withMetadata("k", HALF)))
                    .isNull();
        }
        assertThat(seen.get()).isEqualTo(READ);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ServiceMethod\":\"Test.\\ud83d\",\"Seq\":1,\"Args\":\"x\"}",
                "{\"ServiceMethod\":\"\\ude00.Echo\",\"Error\":\"\",\"Payload\":\"ImEi\"}",
                "{\"ServiceMethod\":\"Test.Echo\",\"Args\":\"\\ud83d\"}",
                "{\"ServiceMethod\":\"Test.Echo\",\"Args\":\"x\",\"Metadata\":{\"\\ud83d\":\"v\"}}",
                "{\"ServiceMethod\":\"Test.Echo\",\"Args\":\"bad\",\"Metadata\":{\"k\":\"\\ud83d\"}}"
            })
    void anEscapedHalfInARequestIsAnsweredByAnErrorAndTheConnectionLives(String body) throws Exception {
        start((call, next) -> {
            String given = call.metadata().get("k");
            if (given != null) {
                throw new RpcException(StatusCode.NOT_FOUND, given).withMetadata(Metadata.of("k", given));
            }
            return next.invoke(call);
        });
        try (RawPeer peer = RawPeer.connect(server.port())) {
            peer.send(0, 0, 7, body);
            RawFrame answer = peer.read();
            assertThat(answer.seq()).isEqualTo(7);
            assertThat(answer.text()).contains("\"Error\":\"").doesNotContain("\"Error\":\"\"");
            peer.send(0, 0, 8, "{\"ServiceMethod\":\"Test.Add\",\"Seq\":1,\"Args\":{\"A\":1,\"B\":2}}");
            assertThat(peer.read().text()).contains("\"Reply\":3");
        }
        assertThat(server.stats().inFlight()).isZero();
    }
}

package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.server.Authenticator;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Suppliers of tokens that cannot be sent, or that do not answer. */
class TokenSupplierTest {
    private final RpcServer server = RpcServer.builder()
            .address("127.0.0.1", 0)
            .authenticator(Authenticator.ofToken("secret"))
            .add(TestService.binding(new CompletableFuture<>()))
            .build()
            .start();

    @AfterEach
    void stop() {
        server.shutdown(Duration.ZERO);
    }

    private RpcClientBuilder client() {
        return RpcClient.builder().address("127.0.0.1", server.port()).callTimeout(Duration.ofSeconds(30));
    }

    @Test
    void tokenThatNoHelloCanCarryFailsTheCalls() {
        try (RpcClient client = client().token(() -> "\ud800").build()) {
            CompletableFuture<Integer> call = client.call(ADD, new Pair(1, 2));
            assertThatThrownBy(() -> call.get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            RpcException.class, e -> assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE))
                    .hasMessageContaining("the client's token cannot be had");
        }
    }

    @Test
    void endedCallsAreForgottenBeforeTheHello() {
        CountDownLatch release = new CountDownLatch(1);
        try (RpcClient client = client().token(() -> secretAfter(release)).build()) {
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Integer> expired =
                        client.withTimeout(Duration.ofMillis(20)).call(ADD, new Pair(1, 2));
                CompletableFuture<Integer> cancelled = client.call(ADD, new Pair(1, 2));
                cancelled.cancel(false);
                await().pollInterval(Duration.ofMillis(1)).until(expired::isDone);
            }
            await().untilAsserted(() -> assertThat(client)
                    .extracting("context.connections.all")
                    .asInstanceOf(InstanceOfAssertFactories.collection(ClientConnection.class))
                    .singleElement()
                    .extracting("calls.held.untilNanos")
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .isEmpty());
            CompletableFuture<Integer> waiting = client.call(ADD, new Pair(1, 2));
            release.countDown();
            assertThat(waiting.join()).isEqualTo(3);
        }
    }

    private static String secretAfter(CountDownLatch release) {
        try {
            release.await();
            return "secret";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

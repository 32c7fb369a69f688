package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.Throwing;
import io.minirpc.balancer.Balancer;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.server.AsyncHandler;
import io.minirpc.server.BlockingHandler;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The innermost invokers, of clients and of servers, neither throw nor return stages that fail. */
class InvokerPromiseTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<Reply> promised = new CompletableFuture<>();

    /** Keeps what the invoker returns; fails if it breaks its promise. */
    private final Filter watching = this::watch;

    @SuppressWarnings("ConstantValue") // that there is a stage is tested here
    private CompletionStage<Reply> watch(Invocation call, Invoker next) {
        CompletionStage<Reply> stage;
        try {
            stage = next.invoke(call);
        } catch (Throwable thrown) {
            promised.completeExceptionally(new AssertionError("it threw", thrown));
            throw thrown;
        }
        if (stage == null) {
            promised.completeExceptionally(new AssertionError("it returned null"));
        } else {
            stage.whenComplete((reply, thrown) -> {
                if (thrown == null && reply != null) {
                    promised.complete(reply);
                } else {
                    promised.completeExceptionally(new AssertionError("its stage failed or has no reply", thrown));
                }
            });
        }
        return stage;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private void call(RpcClient client) throws Exception {
        open.add(client);
        client.call(ECHO, "x").exceptionally(thrown -> null);
        assertThat(promised.get(20, TimeUnit.SECONDS).isOk()).isFalse();
    }

    private RpcClient clientOf(ServiceBinding binding) {
        RpcServer server = RpcServer.builder()
                .address("127.0.0.1", 0)
                .filter(watching)
                .add(binding)
                .build()
                .start();
        open.add(server);
        return RpcClient.forAddress("127.0.0.1", server.port());
    }

    private void callBlocking(BlockingHandler<String, String> handler) throws Exception {
        call(clientOf(ServiceBinding.builder("Test").blocking(ECHO, handler).build()));
    }

    private void callAsync(AsyncHandler<String, String> handler) throws Exception {
        call(clientOf(ServiceBinding.builder("Test").async(ECHO, handler).build()));
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void serverRepliesWhateverABlockingHandlerThrows(Throwing thrown) throws Exception {
        callBlocking(text -> thrown.raise());
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void serverRepliesWhateverAnAsyncHandlerThrows(Throwing thrown) throws Exception {
        callAsync(text -> thrown.raise());
    }

    @Test
    void serverRepliesToAHandlerWithoutAStage() throws Exception {
        callAsync(text -> null);
    }

    @Test
    void serverRepliesToAStageThatReturnsNull() throws Exception {
        callAsync(text -> new CompletableFuture<>() {
            @Override
            public <U> CompletableFuture<U> handle(BiFunction<? super String, Throwable, ? extends U> action) {
                return null;
            }

            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                action.accept(null, new IllegalStateException("of the stage"));
                return null;
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Throwing.class)
    void clientRepliesWhateverABalancerThrows(Throwing thrown) throws Exception {
        InMemoryRegistry registry = new InMemoryRegistry();
        open.add(registry);
        registry.register("Test", Endpoint.of("127.0.0.1", 1), java.time.Duration.ofMinutes(1));
        Balancer broken = candidates -> key -> thrown.raise();
        call(RpcClient.builder()
                .registry(registry)
                .balancer(() -> broken)
                .filter(watching)
                .build());
    }

    @Test
    void clientRepliesWhereNoServerIs() throws Exception {
        call(RpcClient.builder().address("127.0.0.1", 1).filter(watching).build());
    }

    @Test
    void closedClientReplies() throws Exception {
        RpcClient client =
                RpcClient.builder().address("127.0.0.1", 1).filter(watching).build();
        client.close();
        call(client);
    }

    @Test
    void clientRepliesWhereTheExecutorOfCallbacksRejects() throws Exception {
        call(RpcClient.builder()
                .address("127.0.0.1", 1)
                .callbackExecutor(task -> {
                    throw new java.util.concurrent.RejectedExecutionException("of the test");
                })
                .filter(watching)
                .build());
    }
}

package io.minirpc.filter.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.EndpointStatus;
import io.minirpc.client.RpcClient;
import io.minirpc.codec.Codecs;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.StaticRegistry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retries and hedges between real clients and servers. */
class RetriesOverTheWireTest {
    private static final MethodDescriptor<String, String> UNSAFE =
            method("Unsafe").build();
    private static final MethodDescriptor<String, String> SAFE =
            method("Safe").idempotent().build();

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicInteger executions = new AtomicInteger();

    private static MethodDescriptor.Builder<String, String> method(String name) {
        return MethodDescriptor.builder("Test", name, Codecs.STRING, Codecs.STRING);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private RpcServer server(Function<String, CompletableFuture<String>> handler) {
        ServiceBinding binding = ServiceBinding.builder("Test")
                .async(UNSAFE, handler::apply)
                .async(SAFE, handler::apply)
                .build();
        RpcServer server =
                RpcServer.builder().address("127.0.0.1", 0).add(binding).build().start();
        open.add(server);
        return server;
    }

    /** Returns a client that goes from one server to the next. */
    private RpcClient client(Filter filter, RpcServer... servers) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (RpcServer server : servers) {
            endpoints.add(Endpoint.of("127.0.0.1", server.port()));
        }
        StaticRegistry registry = StaticRegistry.of(endpoints);
        open.add(registry);
        RpcClient client = RpcClient.builder()
                .registry(registry)
                .balancer(Balancers::roundRobin)
                .filter(filter)
                .build();
        open.add(client);
        client.callBlocking(SAFE, "warm up");
        await().until(() ->
                client.endpoints("Test").stream().allMatch(status -> status.state() == EndpointStatus.State.READY));
        return client;
    }

    private static CompletableFuture<String> answer(String text) {
        return CompletableFuture.completedFuture(text);
    }

    /** Starts two servers of which the first that is called dies without an answer. */
    private RpcServer[] serversOfWhichOneDies() {
        AtomicReference<RpcServer[]> servers = new AtomicReference<>();
        Function<Integer, RpcServer> start = i -> server(text -> {
            if (text.equals("warm up")) {
                return answer(text);
            }
            if (executions.incrementAndGet() == 1) {
                Thread death = new Thread(() -> servers.get()[i].shutdown(Duration.ZERO));
                death.start();
                return new CompletableFuture<>();
            }
            return answer(text);
        });
        servers.set(new RpcServer[] {start.apply(0), start.apply(1)});
        return servers.get();
    }

    @Test
    void whatRanBeforeTheConnectionBrokeDoesNotRunAgain() {
        RetryFilter filter = RetryFilter.builder()
                .method("Test.Unsafe", RetryPolicy.ofMillis(10, 1, 1))
                .build();
        RpcClient client = client(filter, serversOfWhichOneDies());
        RpcException failure = catchThrowableOfType(RpcException.class, () -> client.callBlocking(UNSAFE, "x"));
        assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
        assertThat(failure.isNotExecuted()).isFalse();
        assertThat(executions).hasValue(1);
    }

    @Test
    void whatMayRunTwiceIsRetriedWhenTheConnectionBreaks() {
        RpcClient client = client(RetryFilter.create(), serversOfWhichOneDies());
        assertThat(client.callBlocking(SAFE, "x")).isEqualTo("x");
        assertThat(executions).hasValue(2);
    }

    @Test
    void serversSeeTheNumberOfTheRetryAndSayHowLongToWait() throws Exception {
        List<Metadata> seen = new CopyOnWriteArrayList<>();
        RpcServer server = server(text -> {
            if (text.equals("warm up")) {
                return answer(text);
            }
            seen.add(CallContext.current().metadata());
            return seen.size() == 3
                    ? answer(text)
                    : CompletableFuture.failedFuture(
                            new CompletionException(new RpcException(StatusCode.UNAVAILABLE, "busy")
                                    .withMetadata(Metadata.of(Metadata.RETRY_AFTER, "7"))));
        });
        ManualPauses pauses = new ManualPauses();
        RpcClient client = client(new RetryFilter(RetryFilter.builder(), () -> 0.5, pauses), server);
        CompletableFuture<String> call = client.call(SAFE, "x");
        for (int i = 0; i < 2; i++) {
            ManualPauses.Started pause = pauses.next();
            assertThat(pause.length()).isEqualTo(Duration.ofMillis(7));
            pause.pass();
        }
        assertThat(call).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("x");
        assertThat(seen).extracting(metadata -> metadata.get("retry-attempt")).containsExactly(null, "1", "2");
    }

    @Test
    void whoeverCallsAServerThatHasRetriedInVainDoesNotRetry() {
        RpcServer last = server(text -> {
            if (text.equals("warm up")) {
                return answer(text);
            }
            executions.incrementAndGet();
            throw new RpcException(StatusCode.UNAVAILABLE, "down");
        });
        RetryFilter twice =
                RetryFilter.builder().policy(RetryPolicy.ofMillis(2, 1, 1)).build();
        RpcClient toLast = client(twice, last);
        AtomicInteger relayed = new AtomicInteger();
        RpcServer throwing = server(text -> {
            relayed.incrementAndGet();
            return answer(toLast.callBlocking(SAFE, text));
        });
        RpcServer composing = server(text -> {
            relayed.incrementAndGet();
            return toLast.call(SAFE, text).thenApply(reply -> reply + "!");
        });
        for (RpcServer middle : new RpcServer[] {throwing, composing}) {
            RpcClient client = client(RetryFilter.create(), middle);
            executions.set(0);
            relayed.set(0);
            RpcException failure = catchThrowableOfType(RpcException.class, () -> client.callBlocking(SAFE, "x"));
            assertThat(failure.code()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(failure.metadata().get(Metadata.RETRY_AFTER)).isEqualTo("-1");
            assertThat(relayed).hasValue(1);
            assertThat(executions).hasValue(2);
        }
    }

    @Test
    void aFutureThatIsCancelledIsNotRetried() throws Exception {
        RpcServer server = server(text -> {
            if (text.equals("warm up")) {
                return answer(text);
            }
            executions.incrementAndGet();
            throw new RpcException(StatusCode.UNAVAILABLE, "down");
        });
        ManualPauses pauses = new ManualPauses();
        RpcClient client = client(new RetryFilter(RetryFilter.builder(), () -> 0.5, pauses), server);
        CompletableFuture<String> call = client.call(SAFE, "x");
        ManualPauses.Started pause = pauses.next();
        call.cancel(true);
        assertThat(pause.pause()).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(false);
        assertThat(executions).hasValue(1);
    }

    @Test
    void aSlowServerIsHedgedByAnotherAndToldThatTheCallIsOver() throws Exception {
        AtomicInteger cancelled = new AtomicInteger();
        Function<String, CompletableFuture<String>> handler = text -> {
            if (text.equals("warm up") || executions.incrementAndGet() > 1) {
                return answer(text);
            }
            CallContext.current().onCancel(cancelled::incrementAndGet);
            return new CompletableFuture<>();
        };
        ManualPauses pauses = new ManualPauses();
        HedgingFilter filter =
                new HedgingFilter(HedgingFilter.builder().method("Test.Safe", HedgePolicy.ofMillis(20, 2)), pauses);
        RpcClient client = client(filter, server(handler), server(handler));
        pauses.next(); // of the call to warm up
        CompletableFuture<String> call = client.call(SAFE, "x");
        ManualPauses.Started pause = pauses.next();
        await().until(() -> executions.get() == 1);
        pause.pass();
        assertThat(call).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("x");
        await().until(() -> cancelled.get() == 1);
        assertThat(executions).hasValue(2);
    }
}

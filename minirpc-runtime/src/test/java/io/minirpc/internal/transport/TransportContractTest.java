package io.minirpc.internal.transport;

import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.FAIL;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.MethodDescriptor;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.client.RpcClient;
import io.minirpc.client.RpcClientBuilder;
import io.minirpc.client.WireFormat;
import io.minirpc.codec.Codecs;
import io.minirpc.server.RpcServer;
import io.minirpc.server.RpcServerBuilder;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import io.minirpc.tls.TestAuthority;
import io.minirpc.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What callers may rely on, whatever their calls travel over. */
@ParameterizedClass
@EnumSource(TransportContractTest.Way.class)
class TransportContractTest {
    private static final MethodDescriptor<Integer, byte[]> BYTES = MethodDescriptor.builder(
                    "Test", "Bytes", Codecs.INT32, Codecs.BYTES)
            .build();

    enum Way {
        TCP,
        TLS,
        IN_PROCESS
    }

    @Parameter
    Way way;

    @TempDir
    Path folder;

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<String> waited = new CompletableFuture<>();
    private TlsSettings serverTls;
    private TlsSettings clientTls;

    private RpcServer start(ServiceBinding service) {
        return start(service, RpcServer.builder());
    }

    private RpcServer start(ServiceBinding service, RpcServerBuilder settings) {
        settings.address("localhost", 0).add(service);
        switch (way) {
            case TCP -> {}
            case TLS -> settings.tls(serverTls());
            case IN_PROCESS -> settings.inProcess("contract");
        }
        RpcServer server = settings.build().start();
        open.add(() -> server.shutdown(Duration.ZERO));
        return server;
    }

    private RpcClient client(RpcServer server, RpcClientBuilder settings) {
        switch (way) {
            case TCP -> settings.address("localhost", server.port());
            case TLS -> settings.address("localhost", server.port()).tls(clientTls);
            case IN_PROCESS -> settings.inProcess("contract");
        }
        RpcClient client = settings.build();
        open.add(client);
        return client;
    }

    private RpcClient client() {
        return client(start(TestService.binding(waited)), RpcClient.builder());
    }

    private TlsSettings serverTls() {
        if (serverTls == null) {
            TestAuthority authority = new TestAuthority(folder, "authority");
            serverTls = authority.issue("localhost").tls().build();
            clientTls = TlsSettings.builder().trust(authority.file).build();
        }
        return serverTls;
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("minirpc-") && !before.contains(thread))
                .filteredOn(thread -> !thread.getName().startsWith("minirpc-names-")) // shared by all; ends by itself
                .isEmpty());
    }

    private static StatusCode codeOf(Throwable failure) {
        return ((RpcException) (failure instanceof RpcException ? failure : failure.getCause())).code();
    }

    @Test
    void repliesAndDeclaredExceptionsArriveInEveryCodec() {
        RpcServer server = start(TestService.binding(waited));
        for (WireFormat format : WireFormat.values()) {
            RpcClient client = client(server, RpcClient.builder().wireFormat(format));
            assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
            assertThat(client.callBlocking(ECHO, "日本")).isEqualTo("日本");
            assertThatThrownBy(() -> client.callBlocking(FAIL, "declared"))
                    .isInstanceOf(TestService.OddException.class)
                    .hasMessage("so odd");
        }
    }

    @Test
    void manyCallsAtATimeEachGetTheirOwnReply() {
        RpcClient client = client();
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int base = t * 1_000;
            threads.add(CompletableFuture.runAsync(() -> {
                List<CompletableFuture<String>> echoes = IntStream.range(0, 15)
                        .mapToObj(i -> client.call(ECHO, "text " + (base + i)))
                        .toList();
                for (int i = 0; i < 300; i++) {
                    assertThat(client.callBlocking(ADD, new Pair(base, i))).isEqualTo(base + i);
                }
                for (int i = 0; i < 15; i++) {
                    assertThat(echoes.get(i).join()).isEqualTo("text " + (base + i));
                }
            }));
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void callsThatAreMadeInCallbacksGoOnAndOn() {
        // On the event loop a write may be read and answered before it returns.
        RpcClient client = client();
        AtomicInteger rounds = new AtomicInteger();
        CompletableFuture<Integer> done = new CompletableFuture<>();
        again(client, rounds, done);
        assertThat(done.join()).isEqualTo(5_000);
    }

    private static void again(RpcClient client, AtomicInteger rounds, CompletableFuture<Integer> done) {
        int round = rounds.incrementAndGet();
        if (round == 5_000) {
            done.complete(round);
            return;
        }
        client.call(ADD, new Pair(round, 1)).whenComplete((sum, failure) -> {
            if (failure != null || sum != round + 1) {
                done.completeExceptionally(failure == null ? new AssertionError(sum) : failure);
            } else {
                again(client, rounds, done);
            }
        });
    }

    @Test
    void largeBodiesArriveWhole() {
        RpcClient client = client();
        List<String> texts = IntStream.range(0, 8)
                .mapToObj(i -> ("text " + i + " ").repeat(60_000))
                .toList();
        List<CompletableFuture<String>> echoes =
                texts.stream().map(text -> client.call(ECHO, text)).toList();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(echoes.get(i).join()).isEqualTo(texts.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({"128,200000", "32,1000000", "6,4000000"})
    void burstsOfLargeRepliesAreAllAnswered(int calls, int bytes) {
        RpcServer server = start(
                ServiceBinding.builder("Test").blocking(BYTES, byte[]::new).build());
        RpcClient client = client(server, RpcClient.builder().callTimeout(Duration.ofMinutes(1)));
        for (int round = 0; round < 10; round++) {
            List<CompletableFuture<byte[]>> replies = IntStream.range(0, calls)
                    .mapToObj(i -> client.call(BYTES, bytes))
                    .toList();
            assertThat(replies)
                    .allSatisfy(reply -> assertThat(reply.join().length).isEqualTo(bytes));
        }
        await().until(() -> server.stats().unreadBytes() == 0 && server.stats().inFlight() == 0);
    }

    @Test
    void aClientThatReadsNothingIsCutOff() throws Exception {
        RpcServer server =
                start(TestService.binding(waited), RpcServer.builder().stallTimeout(Duration.ofMillis(500)));
        RpcClient client = client(server, RpcClient.builder().callTimeout(Duration.ofMinutes(1)));
        List<CompletableFuture<String>> calls =
                IntStream.range(0, 100).mapToObj(i -> client.call(WAIT, "x")).toList();
        await().until(() -> server.stats().inFlight() == 100);
        CountDownLatch end = new CountDownLatch(1);
        open.add(end::countDown);
        CompletableFuture<Void> blocking = CompletableFuture.anyOf(calls.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> awaitUninterruptibly(end));
        waited.complete("x".repeat(256 << 10)); // in all more than the buffers of sockets take
        await().until(() -> server.stats().connections() == 0);
        end.countDown();
        blocking.join();
        assertThat(calls)
                .anySatisfy(call -> assertThatThrownBy(call::join)
                        .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.UNAVAILABLE)));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aCallEndsAtItsDeadline() {
        RpcClient client = client();
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThatThrownBy(() -> client.withTimeout(Duration.ofMillis(50)).callBlocking(WAIT, "x"))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
    }

    @Test
    void aCancelledCallIsCancelledInItsHandler() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        RpcServer server = start(ServiceBinding.builder("Test")
                .async(WAIT, text -> {
                    CallContext.current().onCancel(() -> cancelled.complete(text));
                    started.countDown();
                    return new CompletableFuture<>();
                })
                .build());
        CompletableFuture<String> call = client(server, RpcClient.builder()).call(WAIT, "x");
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        call.cancel(true);
        assertThat(cancelled.get(20, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void aServerThatShutsDownEndsTheCallsUnderWay() throws Exception {
        CountDownLatch started = new CountDownLatch(20);
        RpcServer server = start(ServiceBinding.builder("Test")
                .async(WAIT, text -> {
                    started.countDown();
                    return waited;
                })
                .build());
        RpcClient client = client(server, RpcClient.builder());
        List<CompletableFuture<String>> calls =
                IntStream.range(0, 20).mapToObj(i -> client.call(WAIT, "x")).toList();
        assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> shutdown = CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(20)));
        await().until(() -> client.call(ADD, new Pair(1, 2))
                .handle((reply, failure) -> failure != null && codeOf(failure) == StatusCode.UNAVAILABLE)
                .join());
        waited.complete("done");
        assertThat(calls).allSatisfy(call -> assertThat(call.join()).isEqualTo("done"));
        shutdown.join();
    }

    @Test
    void aClientThatClosesFailsItsCalls() {
        RpcClient client = client();
        CompletableFuture<String> pending = client.call(WAIT, "x");
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        client.close();
        assertThatThrownBy(pending::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.UNAVAILABLE));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        RpcServer server = start(TestService.binding(waited));
        RpcClient client = client(server, RpcClient.builder());
        server.shutdown(Duration.ZERO);
        assertThatThrownBy(() -> client.callBlocking(ADD, new Pair(1, 2)))
                .hasMessageContaining("cannot connect")
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.UNAVAILABLE));
    }
}

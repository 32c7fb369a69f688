package io.minirpc.client;

import static io.minirpc.client.DiscoveryFixture.awaitReady;
import static io.minirpc.client.DiscoveryFixture.isEjected;
import static io.minirpc.client.DiscoveryFixture.warmUp;
import static io.minirpc.server.TestService.ADD;
import static io.minirpc.server.TestService.ECHO;
import static io.minirpc.server.TestService.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.CallContext;
import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.EndpointStatus.State;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.RegistryException;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that finds its servers by a registry. */
class DiscoveryTest {
    @RegisterExtension
    final DiscoveryFixture fixture = new DiscoveryFixture();

    private final Map<String, AtomicInteger> served = new ConcurrentHashMap<>();

    /** A server that answers ECHO with its own name, and counts. */
    private RpcServer server(String name) {
        return server(name, UnaryOperator.identity());
    }

    private RpcServer server(String name, UnaryOperator<Endpoint> advertised) {
        AtomicInteger count = served.computeIfAbsent(name, key -> new AtomicInteger());
        return fixture.server(advertised, text -> {
            count.incrementAndGet();
            return name;
        });
    }

    private RpcClient client() {
        return fixture.client(RpcClient.builder().balancer(Balancers::roundRobin));
    }

    private static StatusCode codeOf(Throwable thrown) {
        Throwable e = thrown instanceof RpcException ? thrown : thrown.getCause();
        return ((RpcException) e).code();
    }

    @Test
    void callsGoToAllServersOfTheService() {
        server("a");
        server("b");
        server("c");
        RpcClient client = client();
        warmUp(client, 3);
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        for (int i = 0; i < 30; i++) {
            answers.merge(client.callBlocking(ECHO, "x"), 1, Integer::sum);
        }
        assertThat(answers).containsOnly(Map.entry("a", 10), Map.entry("b", 10), Map.entry("c", 10));
    }

    @Test
    void callThatAnAttemptFilterMakesHasItsOwnEndpoint() throws Exception {
        server("a");
        InMemoryRegistry others = fixture.keep(new InMemoryRegistry());
        fixture.keep(RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(others)
                .add(ServiceBinding.builder("Test")
                        .blocking(ECHO, text -> "other")
                        .build())
                .build()
                .start());
        RpcClient inner = fixture.keep(RpcClient.builder()
                .registry(others)
                .filter((call, next) -> next.invoke(call))
                .build());
        List<CompletableFuture<String>> answers = Collections.synchronizedList(new ArrayList<>());
        RpcClient client = fixture.client(RpcClient.builder().attemptFilter((call, next) -> {
            call.context().run(() -> answers.add(inner.call(ECHO, "x")));
            return next.invoke(call);
        }));
        warmUp(client, 1);

        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("a");
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo("other"));
    }

    @Test
    void serversComeAndGoUnderLoadAtNoCostToCalls() throws Exception {
        server("first");
        RpcClient client = client();
        AtomicBoolean stop = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger calls = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread caller = new Thread(() -> {
                while (!stop.get()) {
                    try {
                        client.callBlocking(ECHO, "x");
                        calls.incrementAndGet();
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }
            });
            caller.start();
            callers.add(caller);
        }
        for (int i = 0; i < 10; i++) {
            String name = "guest " + i;
            RpcServer guest = server(name);
            await().until(() -> served.get(name).get() > 10);
            guest.close();
        }
        stop.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(failures).isEmpty();
        assertThat(calls.get()).isGreaterThan(100);
    }

    @Test
    void aServerIsFoundFromItsStartToItsShutdown() {
        RpcServer server = server("a", endpoint -> endpoint.withWeight(3).withVersion("1.1"));
        assertThat(fixture.registry.discover("Test").join())
                .containsExactly(
                        Endpoint.of("127.0.0.1", server.port()).withWeight(3).withVersion("1.1"));
        server.close();
        assertThat(fixture.registry.discover("Test").join()).isEmpty();
    }

    @Test
    void aServerIsTakenBackBeforeItsLastCallEnds() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        RpcServer server = fixture.server(text -> {
            started.countDown();
            end.await();
            return text;
        });
        RpcClient client = client();
        CompletableFuture<String> last = client.call(ECHO, "last");
        started.await();
        Thread shutdown = new Thread(server::close);
        shutdown.start();
        await().until(() -> fixture.registry.discover("Test").join().isEmpty());
        assertThat(last).isNotDone();
        end.countDown();
        assertThat(last.join()).isEqualTo("last");
        shutdown.join();
    }

    @Test
    void aServiceThatNobodyHasRegisteredIsUnavailableAtOnceAndSafeToRetry() {
        RpcClient client = client();
        assertThatThrownBy(() -> client.callBlocking(ECHO, "x")).isInstanceOfSatisfying(RpcException.class, e -> {
            assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE);
            assertThat(e.isNotExecuted()).isTrue();
            assertThat(e).hasMessageContaining("no endpoint of Test is registered");
        });
    }

    @Test
    void callsWaitForTheFirstWordOfTheRegistry() {
        RpcServer server = server("a");
        SilentRegistry silent = SilentRegistry.thatAnswersPings();
        RpcClient client = fixture.keep(RpcClient.builder().registry(silent).build());
        CompletableFuture<String> call = client.call(ECHO, "x");
        await().until(silent::isWatched);
        assertThat(call).isNotDone();
        silent.say(List.of(Endpoint.of("127.0.0.1", server.port())));
        assertThat(call.join()).isEqualTo("a");
    }

    @Test
    void aDeadRegistryFailsTheClientInBoundedTime() {
        RpcClientBuilder settings =
                RpcClient.builder().registry(SilentRegistry.thatIsDead()).registryTimeout(Duration.ofMillis(100));
        assertThatThrownBy(settings::build)
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cannot reach the registry")
                .hasMessageContaining("PT0.1S");
    }

    @Test
    void aDeadRegistryIsMadeUpForByTheFallback() {
        RpcServer server = server("a");
        SilentRegistry silent = SilentRegistry.thatIsDead();
        RpcClient client = fixture.keep(RpcClient.builder()
                .registry(silent)
                .fallback(List.of(Endpoint.of("127.0.0.1", server.port())))
                .registryTimeout(Duration.ofMillis(50))
                .build());
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("a");
        await().until(silent::isWatched);
        silent.say(List.of());
        assertThat(client.callBlocking(ECHO, "x")).isEqualTo("a");
        RpcServer other = server("b");
        silent.say(List.of(Endpoint.of("127.0.0.1", other.port())));
        await().until(() -> client.callBlocking(ECHO, "x").equals("b"));
    }

    @Test
    void callsThatWaitForTheRegistryEndByDeadlineOrCancellation() throws Exception {
        RpcClient client = fixture.keep(RpcClient.builder()
                .registry(SilentRegistry.thatAnswersPings())
                .registryTimeout(Duration.ofSeconds(30))
                .build());
        assertThatThrownBy(() -> client.withTimeout(Duration.ofMillis(50))
                        .call(ECHO, "x")
                        .join())
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.DEADLINE_EXCEEDED));
        CallContext context = CallContext.create();
        CompletableFuture<String> part = context.call(() -> client.call(ECHO, "x"));
        context.cancel();
        assertThatThrownBy(part::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.CANCELLED));
    }

    @Test
    void aServerThatDiesIsLeftAtOnceThoughItIsStillRegistered() throws Exception {
        server("live");
        RpcServer dying = server("dying");
        RpcClient client = client();
        warmUp(client, 2);
        dying.close();
        Endpoint grave = fixture.register("Test", dying.port());
        for (int i = 0; i < 20; i++) {
            assertThat(client.callBlocking(ECHO, "x")).isEqualTo("live");
        }
        await().untilAsserted(() -> assertThat(client.endpoints("Test")).anySatisfy(status -> {
            assertThat(status.endpoint()).isEqualTo(grave);
            assertThat(status.state()).isEqualTo(State.CONNECTING);
        }));
    }

    @Test
    void oneKeyStaysAtOneServer() {
        for (String name : List.of("a", "b", "c")) {
            server(name);
        }
        RpcClient client = fixture.client(RpcClient.builder().balancer("Test", Balancers::consistentHash));
        warmUp(client, 3);
        Set<String> all = new HashSet<>();
        for (int key = 0; key < 50; key++) {
            ClientView view = client.withHashKey("user-" + key);
            String first = view.callBlocking(ECHO, "x");
            all.add(first);
            for (int i = 0; i < 5; i++) {
                assertThat(view.callBlocking(ECHO, "x")).isEqualTo(first);
            }
        }
        assertThat(all).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aServerThatFailsItsCallsIsLeftOutAndComesBack() {
        AtomicBoolean sick = new AtomicBoolean(true);
        server("well");
        RpcServer patient = fixture.server(text -> {
            if (sick.get()) {
                throw new RpcException(StatusCode.UNAVAILABLE, "sick");
            }
            return "cured";
        });
        RpcClient client = fixture.client(RpcClient.builder()
                .balancer(Balancers::roundRobin)
                .outlierDetection(OutlierDetection.builder()
                        .consecutiveFailures(3)
                        .ejectionTime(Duration.ofMillis(1))
                        .build()));
        int failed = 0;
        for (int i = 0; i < 200 && !isEjected(client, patient); i++) {
            try {
                client.callBlocking(ECHO, "x");
            } catch (RpcException e) {
                failed++;
            }
        }
        assertThat(failed).isGreaterThanOrEqualTo(3);
        sick.set(false);
        await().until(() -> client.callBlocking(ECHO, "x").equals("cured"));
    }

    @Test
    void aServerThatBreaksOffManyCallsIsNotLeftOutWhenItIsBack() {
        server("other");
        RpcServer dying = waiting(0);
        fixture.register("Test", dying.port());
        RpcClient client = client();
        warmUp(client, 2);
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            calls.add(client.call(WAIT, "x"));
        }
        await().until(() -> dying.stats().inFlight() == 20);
        dying.shutdown(Duration.ZERO);
        await().until(() -> calls.stream().allMatch(CompletableFuture::isDone));
        waiting(dying.port());
        awaitReady(client, 2);
    }

    /** A server that never answers WAIT, and that nobody has registered. */
    private RpcServer waiting(int port) {
        return fixture.keep(RpcServer.builder()
                .address("127.0.0.1", port)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start());
    }

    @Test
    void servicesAtOneAddressShareItsConnections() {
        CompletableFuture<String> waited = CompletableFuture.completedFuture("waited");
        RpcServer server = fixture.keep(RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(fixture.registry)
                .add(TestService.binding(waited))
                .build()
                .start());
        fixture.register("Other", server.port());
        RpcClient client = client();
        assertThat(client.callBlocking(ADD, new Pair(1, 2))).isEqualTo(3);
        assertThat(client.callBlocking(WAIT, "x")).isEqualTo("waited");
        assertThat(server.stats().connections()).isEqualTo(1);
    }

    @Test
    void aClientCanBeClosedWhileCallsWaitAndConnect() {
        RpcClient client =
                RpcClient.builder().registry(SilentRegistry.thatAnswersPings()).build();
        CompletableFuture<String> call = client.call(ECHO, "x");
        client.close();
        assertThatThrownBy(call::join).satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.UNAVAILABLE));
        assertThatThrownBy(() -> client.callBlocking(ECHO, "x"))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(StatusCode.UNAVAILABLE));
        assertThatCode(client::close).doesNotThrowAnyException();
    }
}

package io.minirpc.client;

import static io.minirpc.server.TestService.ADD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.EndpointStatus.State;
import io.minirpc.client.VersionOneServer.Received;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.TestService;
import io.minirpc.server.TestService.Pair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A server, played by the test, that says hello and stands still later, beside one that works. Its system accepts
 * connections all the time.
 */
class FrozenServerTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration ENOUGH = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration HELLO = Duration.ofMillis(50);
    private static final Pair PAIR = new Pair(1, 2);
    private static final int NATIVE = 2;

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final InMemoryRegistry registry = keep(new InMemoryRegistry());
    private VersionOneServer frozen;
    private RpcClient client;

    /** Makes a client to which both servers have said hello. */
    private void meetBoth(Duration callTimeout) throws Exception {
        frozen = keep(new VersionOneServer());
        registry.register("Test", Endpoint.of("127.0.0.1", frozen.port()), Registry.DEFAULT_TTL);
        client = keep(RpcClient.builder()
                .registry(registry)
                .balancer(Balancers::roundRobin)
                .slowStart(Duration.ZERO)
                .outlierDetection(OutlierDetection.builder().maxEjected(0).build())
                .callTimeout(callTimeout)
                .helloTimeout(HELLO)
                .build());
        CompletableFuture<Integer> sum = client.withTimeout(LONG).call(ADD, PAIR);
        Received first = frozen.next();
        frozen.sayHello();
        first.answer("3", "");
        sum.join();
        RpcServer works = RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(registry)
                .add(TestService.binding(new CompletableFuture<>()))
                .build()
                .start();
        open.push(() -> works.shutdown(Duration.ZERO));
        await().until(() -> client.endpoints("Test").size() == 2
                && client.endpoints("Test").stream().allMatch(status -> status.state() == State.READY));
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** Makes calls until the client has given the connection up, and made and greeted another one. */
    private void freeze() throws Exception {
        meetBoth(SHORT);
        await().until(() -> {
            try {
                client.callBlocking(ADD, PAIR);
            } catch (RpcException e) {
                // one of those that went to the frozen server
            }
            return frozen.hellos() == 2;
        });
    }

    private State state() {
        return client.endpoints("Test").stream()
                .filter(status -> status.endpoint().port() == frozen.port())
                .findFirst()
                .orElseThrow()
                .state();
    }

    private void drainRequests() throws InterruptedException {
        while (!frozen.hasNoRequest()) {
            frozen.next();
        }
    }

    @Test
    void frozenServerGetsNoCallsUntilItSaysHelloAgain() throws Exception {
        freeze();
        await().during(HELLO.multipliedBy(8)).until(() -> state() == State.CONNECTING);
        drainRequests();
        for (int i = 0; i < 10; i++) {
            assertThat(client.withTimeout(LONG).callBlocking(ADD, PAIR)).isEqualTo(3);
        }
        assertThat(frozen.hasNoRequest()).isTrue();

        frozen.sayHello();
        await().until(() -> state() == State.READY);
        awaitCall();
        assertThat(frozen.next().frame().codec()).isEqualTo(NATIVE);
    }

    /** Makes calls until the server that was frozen gets one. */
    private void awaitCall() {
        await().until(() -> {
            client.withTimeout(LONG).call(ADD, PAIR);
            return !frozen.hasNoRequest();
        });
    }

    @Test
    void serverThatLetsACallTimeOutGetsNoneUntilItSaysSomething() throws Exception {
        meetBoth(LONG);
        await().until(() -> !isAnswered(SHORT) && state() == State.CONNECTING);
        await().until(() -> {
            drainRequests();
            return IntStream.range(0, 4).allMatch(i -> isAnswered(ENOUGH)) && frozen.hasNoRequest();
        });
        assertThat(frozen.connections()).isEqualTo(1);

        frozen.sayHello();
        await().until(() -> state() == State.READY);
        awaitCall();
    }

    private boolean isAnswered(Duration timeout) {
        try {
            return client.withTimeout(timeout).callBlocking(ADD, PAIR) == 3;
        } catch (RpcException e) {
            return false;
        }
    }

    @Test
    void serverOfVersionOneInItsPlaceGetsCalls() throws Exception {
        freeze();
        frozen.hangUp(); // as the end of the frozen process does
        await().until(() -> state() == State.READY);
    }

    @Test
    void frozenServerGetsCallsWhereNoOtherIsReady() throws Exception {
        freeze();
        client.endpoints("Test").stream()
                .map(EndpointStatus::endpoint)
                .filter(endpoint -> endpoint.port() != frozen.port())
                .forEach(endpoint -> registry.deregister("Test", endpoint));
        await().until(() -> client.endpoints("Test").size() == 1);
        drainRequests();
        CompletableFuture<Integer> sum = client.withTimeout(LONG).call(ADD, PAIR);
        frozen.next().answer("3", "");
        assertThat(sum.join()).isEqualTo(3);
        await().until(() -> state() == State.READY);
    }
}

package io.minirpc.client;

import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.EndpointStatus.State;
import io.minirpc.discovery.Endpoint;
import io.minirpc.discovery.InMemoryRegistry;
import io.minirpc.discovery.Registry;
import io.minirpc.server.RpcServer;
import io.minirpc.server.ServiceBinding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which endpoints a client leaves out: those that do worse than others. Here one that is left out stays so. */
class EjectionTest {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final InMemoryRegistry registry = keep(new InMemoryRegistry());
    private final Set<String> sick = ConcurrentHashMap.newKeySet();
    private final RpcServer a = server("a");
    private final RpcServer b = server("b");
    private final RpcClient client = client(OutlierDetection.builder().consecutiveFailures(3));

    @BeforeEach
    void connect() {
        awaitReady(client);
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

    private RpcServer server(String name) {
        return keep(RpcServer.builder()
                .address("127.0.0.1", 0)
                .registry(registry)
                .add(ServiceBinding.builder("Test")
                        .blocking(ECHO, text -> {
                            if (sick.contains(name)) {
                                throw new RpcException(StatusCode.UNAVAILABLE, "sick");
                            }
                            return name;
                        })
                        .build())
                .build()
                .start());
    }

    private RpcClient client(OutlierDetection.Builder outliers) {
        return keep(RpcClient.builder()
                .registry(registry)
                .balancer(Balancers::roundRobin)
                .slowStart(Duration.ZERO)
                .callTimeout(Duration.ofSeconds(3)) // less than an attempt to connect takes
                .outlierDetection(outliers.ejectionTime(Duration.ofHours(1))
                        .maxEjectionTime(Duration.ofHours(1))
                        .build())
                .build());
    }

    private void awaitReady(RpcClient of) {
        of.callBlocking(ECHO, "warm");
        await().until(() -> states(of).equals(List.of(State.READY, State.READY)));
    }

    private static List<State> states(RpcClient of) {
        return of.endpoints("Test").stream().map(EndpointStatus::state).toList();
    }

    /** Returns who answers so many calls; those that fail are answered by nobody. */
    private static Set<String> answers(RpcClient from, int calls) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            try {
                names.add(from.callBlocking(ECHO, "x"));
            } catch (RpcException e) {
                assertThat(e.code()).isEqualTo(StatusCode.UNAVAILABLE);
            }
        }
        return names;
    }

    private void awaitEjected(RpcClient of, RpcServer server) {
        await().until(() -> {
            answers(of, 10);
            return of.endpoints("Test").stream()
                    .anyMatch(status -> status.endpoint().port() == server.port() && status.state() == State.EJECTED);
        });
    }

    private void awaitAnswersOfBoth() {
        await().until(() -> answers(client, 4).equals(Set.of("a", "b")));
    }

    @Test
    void endpointsThatAllFailAreNotLeftOut() {
        sick.addAll(Set.of("a", "b"));
        assertThat(answers(client, 100)).isEmpty();
        await().until(() -> states(client).equals(List.of(State.READY, State.READY)));
        sick.clear();
        awaitAnswersOfBoth();
    }

    @Test
    void endpointThatWasLeftOutIsTakenUpAgainWhenTheOthersFailToo() {
        sick.add("a");
        awaitEjected(client, a);
        sick.clear();
        sick.add("b");
        await().until(() -> answers(client, 4).equals(Set.of("a")));
        awaitEjected(client, b);
    }

    @Test
    void endpointThatGoesOnFailingWhenTheOthersAreWellAgainIsLeftOut() {
        sick.addAll(Set.of("a", "b"));
        assertThat(answers(client, 100)).isEmpty();
        sick.remove("b");
        awaitEjected(client, a);
        assertThat(answers(client, 10)).containsExactly("b");
    }

    @Test
    void endpointThatWasLeftOutIsCalledWhereNoOtherIsConnected() throws Exception {
        sick.add("a");
        awaitEjected(client, a);
        sick.clear();
        b.shutdown(Duration.ZERO);
        registry.register("Test", Endpoint.of("127.0.0.1", unreachable()), Registry.DEFAULT_TTL)
                .join();
        await().until(() -> client.endpoints("Test").size() == 2);
        assertThat(answers(client, 4)).containsExactly("a");
    }

    /** Returns a port whose queue of connections is full, so that further ones are neither made nor refused. */
    private int unreachable() throws IOException {
        ServerSocket full = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 10; i++) {
            try {
                keep(new Socket()).connect(full.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return full.getLocalPort();
            }
        }
        throw new AssertionError("10 connections were made without being accepted");
    }

    @Test
    void endpointsThatAllFailMostCallsOfAnIntervalAreNotLeftOut() throws Exception {
        RpcClient counting = client(OutlierDetection.builder()
                .consecutiveFailures(1_000_000)
                .minCalls(4)
                .interval(Duration.ofMillis(1)));
        awaitReady(counting);
        sick.addAll(Set.of("a", "b"));
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < Duration.ofSeconds(3).toNanos()) { // intervals end once a second
            assertThat(answers(counting, 10)).isEmpty();
            assertThat(states(counting)).doesNotContain(State.EJECTED);
        }
        sick.remove("b");
        awaitEjected(counting, a);
    }
}

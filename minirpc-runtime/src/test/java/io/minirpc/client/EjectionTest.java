package io.minirpc.client;

import static io.minirpc.client.DiscoveryFixture.isEjected;
import static io.minirpc.client.DiscoveryFixture.states;
import static io.minirpc.client.DiscoveryFixture.warmUp;
import static io.minirpc.server.TestService.ECHO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.balancer.Balancers;
import io.minirpc.client.EndpointStatus.State;
import io.minirpc.server.RpcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which endpoints a client leaves out: those that do worse than others. Here one that is left out stays so. */
class EjectionTest {
    @RegisterExtension
    final DiscoveryFixture fixture = new DiscoveryFixture();

    private final Set<String> sick = ConcurrentHashMap.newKeySet();
    private final RpcServer a = server("a");
    private final RpcServer b = server("b");
    private final RpcClient client = client(OutlierDetection.builder().consecutiveFailures(3));

    @BeforeEach
    void connect() {
        warmUp(client, 2);
    }

    private RpcServer server(String name) {
        return fixture.server(text -> {
            if (sick.contains(name)) {
                throw new RpcException(StatusCode.UNAVAILABLE, "sick");
            }
            return name;
        });
    }

    private RpcClient client(OutlierDetection.Builder outliers) {
        return fixture.client(RpcClient.builder()
                .balancer(Balancers::roundRobin)
                .slowStart(Duration.ZERO)
                .callTimeout(Duration.ofSeconds(3)) // less than an attempt to connect takes
                .outlierDetection(outliers.ejectionTime(Duration.ofHours(1))
                        .maxEjectionTime(Duration.ofHours(1))
                        .build()));
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
            return isEjected(of, server);
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
        fixture.register("Test", unreachable());
        await().until(() -> client.endpoints("Test").size() == 2);
        assertThat(answers(client, 4)).containsExactly("a");
    }

    /** Returns a port whose queue of connections is full, so that further ones are neither made nor refused. */
    private int unreachable() throws IOException {
        ServerSocket full = fixture.keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 10; i++) {
            try {
                fixture.keep(new Socket()).connect(full.getLocalSocketAddress(), 200);
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
        warmUp(counting, 2);
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

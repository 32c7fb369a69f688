package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static GatewaySettings suspecting(Duration pause) {
        return settings().with(Timing.RESEND, Duration.ofSeconds(1)).with(Timing.SUSPICION, pause);
    }

    @Test
    void suspicionMakesEveryConnectionCompareTwice() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(suspecting(Duration.ofSeconds(5)));
                TestClient one = fixture.welcomed(7);
                TestClient other = fixture.welcomed(8)) {
            fixture.fakes.seq.set(11);
            fixture.bus.giveUp();
            for (TestClient client : List.of(one, other)) {
                assertThat(client.next(Truth.class)).isEqualTo(new Truth(1, 11, 0));
                assertThat(client.next(Truth.class)).isEqualTo(new Truth(1, 11, 0));
            }
        }
    }

    /** With 1 % of pushes lost, each second has a suspicion; there is one pass for those that come while one runs. */
    @Test
    void suspicionsThatComeTogetherMakeOneMorePass() throws Exception {
        GatewaySettings settings = suspecting(Duration.ofSeconds(1)).with(Timing.RESEND, Duration.ofMillis(20));
        try (GatewayFixture fixture = GatewayFixture.start(settings);
                TestClient client = fixture.welcomed(7)) {
            fixture.bus.giveUp();
            client.next(Truth.class); // a pass runs
            for (int i = 0; i < 100; i++) {
                fixture.bus.giveUp();
            }
            client.next(Truth.class);
            TimeUnit.MILLISECONDS.sleep(2_500); // more passes than one would have begun
            fixture.push(7, 1, "last");
            int heartbeats = 2;
            while (client.next() instanceof Truth) {
                heartbeats++;
            }
            assertThat(heartbeats).isBetween(2, 4);
        }
    }

    /** Redis was emptied: what the gateway had written is written again. */
    @Test
    void routesThatWereForgottenAreWrittenAgain() throws Exception {
        MemoryRoutes routes = new MemoryRoutes();
        try (GatewayFixture fixture = GatewayFixture.start(settings(), routes);
                TestClient client = fixture.welcomed(7)) {
            forget(routes, 7);

            assertThat(fixture.writeAgain()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(fixture.routesOf(7)).isOne();
            fixture.push(7, 1, "still heard");
            assertThat(client.next()).isInstanceOf(Message.class);
        }
    }

    @Test
    void routeOfWhoIsNotWelcomedYetIsWrittenAgain() throws Exception { // attacks C6: emptied between route and lease
        MemoryRoutes routes = new MemoryRoutes();
        try (GatewayFixture fixture = GatewayFixture.start(settings(), routes);
                TestClient client = fixture.connect()) {
            fixture.fakes.open = openings -> new CompletableFuture<>();
            client.hello(7);
            await().until(() -> fixture.routesOf(7) == 1);
            forget(routes, 7);

            assertThat(fixture.writeAgain()).succeedsWithin(Duration.ofSeconds(10));
            assertThat(fixture.routesOf(7)).isOne();
        }
    }

    private static void forget(MemoryRoutes routes, long user) {
        List<Route> known =
                routes.find(List.of(user)).toCompletableFuture().join().get(user);
        known.forEach(route -> routes.remove(user, route.connection()));
        assertThat(routes.find(List.of(user)).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void writingAgainWithoutConnectionsIsDone() {
        DefaultEventExecutor timer = new DefaultEventExecutor();
        try {
            assertThat(new Suspicion(List.of(), timer, settings(), () -> {}).writeAgain())
                    .succeedsWithin(Duration.ofSeconds(10));
        } finally {
            timer.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}

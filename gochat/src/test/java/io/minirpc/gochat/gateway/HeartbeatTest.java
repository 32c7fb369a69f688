package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static GatewaySettings beating(int millis) {
        return settings().with(Timing.HEARTBEAT, Duration.ofMillis(millis));
    }

    @Test
    void heartbeatCarriesWhatIsTrueAndNotWhatWasTold() throws Exception { // attacks C1
        try (GatewayFixture fixture = GatewayFixture.start(beating(2_000));
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.seq.set(11); // committed, and its push was lost
            assertThat(client.next()).isEqualTo(new Truth(1, 11, 0));
            client.say("{\"alive\":{}}");
            fixture.fakes.seq.set(12);
            assertThat(client.next()).isEqualTo(new Truth(1, 12, 0));
            assertThat(fixture.meter("truths")).isPositive();
        }
    }

    @Test
    void clientThatIsSilentForTwoHeartbeatsIsClosed() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(beating(200));
                TestClient client = fixture.welcomed(7)) {
            assertThat(client.closeCode()).isEqualTo(1013);
            await().until(() -> fixture.routesOf(7) == 0);
        }
    }

    @Test
    void clientThatAnswersStays() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(beating(1_500));
                TestClient client = fixture.welcomed(7)) {
            for (int i = 0; i < 3; i++) {
                client.next(Truth.class);
                client.say("{\"alive\":{}}");
            }
            assertThat(fixture.meter("connections", "state", "live")).isOne();
        }
    }

    @Test
    void outageOfTheDatabaseMakesNobodyReconnect() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(beating(1_500));
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.seq.set(5);
            assertThat(client.next()).isEqualTo(new Truth(1, 5, 0));
            client.say("{\"alive\":{}}");
            fixture.fakes.truths =
                    users -> CompletableFuture.failedStage(new RpcException(StatusCode.UNAVAILABLE, "frozen"));
            ServerFrame last = client.next();
            assertThat(last).isEqualTo(new Truth(1, 5, 0));
        }
    }

    @Test
    void truthThatIsNotReadInTimeIsTheLastOne() throws Exception { // a frozen database answers nothing at all
        try (GatewayFixture fixture = GatewayFixture.start(beating(1_000).with(Timing.TRUTH, Duration.ofMillis(100)));
                TestClient client = fixture.connect()) {
            CompletableFuture<List<Truth>> thaw = new CompletableFuture<>();
            fixture.fakes.truths = users -> thaw;
            client.hello(7);
            client.next();
            for (int i = 0; i < 3; i++) {
                assertThat(client.next()).isEqualTo(new Truth(1, 0, 0));
                client.say("{\"alive\":{}}");
            }
            assertThat(fixture.fakes.truthsAsked).as("questions that wait").hasSize(1);
            thaw.complete(List.of(new Truth(1, 9, 0)));
            while (!client.next().equals(new Truth(1, 9, 0))) {
                client.say("{\"alive\":{}}");
            }
        }
    }

    @Test
    void clientHasHalfAHeartbeatToAnswerOneThatWaitedForTheTruth() throws Exception {
        Duration interval = Duration.ofSeconds(4);
        try (GatewayFixture fixture = GatewayFixture.start(
                        settings().with(Timing.HEARTBEAT, interval).with(Timing.TRUTH, Duration.ofSeconds(60)));
                TestClient client = fixture.connect()) {
            CompletableFuture<Long> due = new CompletableFuture<>();
            fixture.fakes.truths = users -> {
                due.complete(System.nanoTime());
                return new CompletableFuture<>(); // never read
            };
            client.hello(7);
            client.next();
            assertThat(client.next()).isEqualTo(new Truth(1, 0, 0));
            assertThat(Duration.ofNanos(System.nanoTime() - due.get()))
                    .isLessThan(interval.multipliedBy(3).dividedBy(4));
        }
    }

    @Test
    void droppedPushesMakeHeartbeatsEarly() throws Exception { // attacks M8: overflow between bus and event loop
        try (GatewayFixture fixture = GatewayFixture.start(
                        settings().with(Limit.QUEUED_PUSHES, 1).with(Timing.RESEND, Duration.ofMillis(100)));
                TestClient client = fixture.welcomed(7)) {
            fixture.fakes.seq.set(1_000);
            for (int seq = 1; fixture.meter("dropped") == 0; seq++) {
                fixture.push(7, seq, "x");
            }
            client.next(Truth.class); // long before 25 s
            client.next(Truth.class);
        }
    }
}

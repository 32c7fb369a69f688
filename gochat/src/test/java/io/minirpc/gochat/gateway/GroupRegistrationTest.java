package io.minirpc.gochat.gateway;

import static io.minirpc.gochat.gateway.GatewayFixture.GROUP;
import static io.minirpc.gochat.gateway.GatewayFixture.event;
import static io.minirpc.gochat.gateway.GatewayFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import io.minirpc.gochat.frame.SystemEvent;
import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryRoutes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Gateways register for the large groups of those who are connected to them. */
class GroupRegistrationTest {
    private static GatewaySettings renewing() {
        return settings().with(Timing.RENEWAL, Duration.ofMillis(200));
    }

    @Test
    void helloRegistersForLargeGroups() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            fixture.makeGroupLarge();
            assertThat(fixture.isRegistered()).isFalse();
            fixture.welcomed(7);
            assertThat(fixture.isRegistered()).isTrue();
            assertThat(fixture.meter("groups")).isOne();
        }
    }

    @Test
    void messageCommittedBetweenReadingAndRegistrationIsPartOfTheWelcome() throws Exception { // attacks H7
        SlowGroups groups = new SlowGroups();
        try (GatewayFixture fixture = GatewayFixture.start(
                        settings().with(Timing.ROUTE, Duration.ofMinutes(1)), new MemoryRoutes(), groups);
                TestClient client = fixture.connect()) {
            fixture.makeGroupLarge();
            client.hello(7);
            await().until(() -> groups.adding.size() == 1);
            fixture.fakes.seq.set(6); // committed, and no gateway was found
            assertThat(fixture.fakes.truthsAsked)
                    .as("before the registration is written")
                    .isEmpty();
            groups.complete(0);
            assertThat(client.next(Welcome.class).truth()).isEqualTo(new Truth(1, 6, 0));
        }
    }

    @Test
    void truthIsReadOnceWhereTheGatewayWasRegisteredBefore() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            fixture.makeGroupLarge();
            fixture.welcomed(7);
            int asked = fixture.fakes.truthsAsked.size();
            fixture.welcomed(8);
            assertThat(asked).isOne();
            assertThat(fixture.fakes.truthsAsked).hasSize(1);
        }
    }

    @Test
    void registrationAfterTheReadingIsNotTrustedThoughAnotherConnectionWroteIt() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient early = fixture.connect()) {
            fixture.makeGroupLarge();
            var answers = fixture.fakes.open;
            CompletableFuture<Void> thaw = new CompletableFuture<>();
            fixture.fakes.open = openings -> thaw.thenCompose(done -> answers.apply(openings));
            early.hello(7); // reads, and a message is committed for which no gateway is found
            await().until(() -> fixture.fakes.opened.size() == 1);
            fixture.fakes.open = answers;
            fixture.welcomed(8); // registers
            fixture.fakes.seq.set(6);
            thaw.complete(null);
            assertThat(early.next(Welcome.class).truth()).isEqualTo(new Truth(1, 6, 0));
        }
    }

    @Test
    void registrationThatIsNotAnsweredDelaysHelloOnlyForAWhile() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(
                        settings().with(Timing.ROUTE, Duration.ofMillis(50)), new MemoryRoutes(), new SlowGroups());
                TestClient client = fixture.connect()) {
            fixture.makeGroupLarge();
            client.hello(7);
            assertThat(client.next()).isInstanceOf(Welcome.class);
        }
    }

    @Test
    void truthThatCannotBeReadAgainIsTheFirstOne() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.connect()) {
            fixture.makeGroupLarge();
            fixture.fakes.truths =
                    users -> CompletableFuture.failedStage(new RpcException(StatusCode.UNAVAILABLE, "frozen"));
            client.hello(7);
            assertThat(client.next(Welcome.class).truth()).isEqualTo(new Truth(1, 0, 0));
        }
    }

    @Test
    void lastConnectionOfAGroupEndsTheRegistration() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start()) {
            fixture.makeGroupLarge();
            TestClient first = fixture.welcomed(7);
            TestClient second = fixture.welcomed(8);
            first.close();
            await().until(() -> fixture.routesOf(7) == 0);
            assertThat(fixture.isRegistered()).isTrue();
            second.close();
            await().until(() -> !fixture.isRegistered());
            await().until(() -> fixture.meter("groups") == 0);
        }
    }

    @Test
    void connectionThatEndsWhileItIsRegisteredLeavesNothing() throws Exception {
        SlowGroups groups = new SlowGroups();
        try (GatewayFixture fixture = GatewayFixture.start(settings(), new MemoryRoutes(), groups)) {
            fixture.makeGroupLarge();
            TestClient client = fixture.connect();
            client.hello(7);
            await().until(() -> groups.adding.size() == 1);
            client.close();
            await().until(() -> groups.removed.get() == 1);
            groups.complete(0);
            assertThat(fixture.meter("groups")).isZero();
        }
    }

    @Test
    void emptiedStoresHealAtTheRenewal() throws Exception { // attacks C6.1
        try (GatewayFixture fixture = GatewayFixture.start(renewing())) {
            fixture.makeGroupLarge();
            fixture.welcomed(7);
            String connection = fixture.routes
                    .find(List.of(7L))
                    .toCompletableFuture()
                    .join()
                    .get(7L)
                    .get(0)
                    .connection();
            fixture.routes.remove(7, connection);
            fixture.groups.remove(List.of(GROUP), fixture.gateway.id());
            await().until(() -> fixture.routesOf(7) == 1 && fixture.isRegistered());
        }
    }

    @Test
    void groupThatBecomesLargeIsFoundAtTheRenewal() throws Exception { // attacks H7: 199 -> 201
        try (GatewayFixture fixture = GatewayFixture.start(renewing())) {
            fixture.welcomed(7);
            fixture.fakes.largeGroups = user -> List.of(GROUP);
            await().until(fixture::isRegistered);
            fixture.fakes.largeGroups = user -> List.of();
            await().until(() -> !fixture.isRegistered());
        }
    }

    @Test
    void renewalsOfServicesThatDoNotAnswerChangeNothing() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start(renewing())) {
            fixture.makeGroupLarge();
            fixture.welcomed(7);
            AtomicInteger asked = new AtomicInteger();
            fixture.fakes.largeGroups = user -> {
                asked.incrementAndGet();
                throw new IllegalStateException("on purpose");
            };
            await().until(() -> asked.get() >= 2);
            assertThat(fixture.isRegistered()).isTrue();
        }
    }

    @Test
    void memberWhoIsAddedIsRegisteredAtOnce() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient added = fixture.welcomed(7)) {
            fixture.push(7, event(40, new SystemEvent.Added(List.of("9", "7"))));
            added.nextMarked();
            assertThat(fixture.isRegistered()).isTrue();
        }
    }

    @Test
    void changeThatAddsOthersRegistersNobody() throws Exception {
        try (GatewayFixture fixture = GatewayFixture.start();
                TestClient client = fixture.welcomed(7)) {
            fixture.push(7, event(40, new SystemEvent.Added(List.of("9"))));
            fixture.push(7, GatewayFixture.message(GROUP, 41, "system", "{\"of a later version\":{}}"));
            fixture.push(7, GatewayFixture.message(GROUP, 42, "text", "{\"added\":{\"users\":[\"7\"]}}"));
            while (client.next(Message.class).seq() < 42) {}
            assertThat(fixture.isRegistered()).isFalse();
        }
    }

    /** Gateways of groups that are written when the test says so; as a fake of Redis that lags. */
    private static final class SlowGroups implements GroupGateways {
        final List<CompletableFuture<Void>> adding = new CopyOnWriteArrayList<>();
        final AtomicInteger removed = new AtomicInteger();
        private final MemoryGroupGateways groups = new MemoryGroupGateways();

        void complete(int index) {
            adding.get(index).complete(null);
        }

        @Override
        public CompletionStage<Void> add(Collection<String> named, String gateway) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            adding.add(answer);
            return answer.thenCompose(done -> groups.add(named, gateway));
        }

        @Override
        public CompletionStage<Void> remove(Collection<String> named, String gateway) {
            removed.incrementAndGet();
            return groups.remove(named, gateway);
        }

        @Override
        public CompletionStage<Collection<String>> find(String group) {
            return groups.find(group);
        }
    }
}

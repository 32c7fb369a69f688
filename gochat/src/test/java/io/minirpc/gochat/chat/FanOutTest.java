package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.memory.MemoryGroupGateways;
import io.minirpc.gochat.route.memory.MemoryHints;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FanOutTest {
    private final FakeBus bus = new FakeBus();
    private final MemoryHints hints = new MemoryHints();
    private final MemoryGroupGateways gateways = new MemoryGroupGateways();
    private final LinkedBlockingQueue<CompletableFuture<Map<Long, List<Route>>>> lookUps = new LinkedBlockingQueue<>();
    private final FanOut fanOut = new FanOut(routing(new FakeRoutes(users -> {
        CompletableFuture<Map<Long, List<Route>>> lookUp = new CompletableFuture<>();
        lookUps.add(lookUp);
        return lookUp;
    })));

    @AfterEach
    void close() {
        lookUps.forEach(lookUp -> lookUp.complete(Map.of()));
        fanOut.close();
    }

    @Test
    void messagesOfAConversationKeepTheirOrderThoughTheirLookUpsTakeTime() {
        FakeRoutes slow = new FakeRoutes(users -> CompletableFuture.supplyAsync(() -> {
            Thread.yield();
            return Map.of(1L, List.of(new Route("c", "gw")));
        }));
        try (FanOut ordered = new FanOut(routing(slow))) {
            LongStream.rangeClosed(1, 500).forEach(seq -> ordered.publish(message("p:1:2", seq)));
            await().untilAsserted(() -> assertThat(bus.pushes()).hasSize(500));
        }
        assertThat(bus.seqs("p:1:2"))
                .isEqualTo(LongStream.rangeClosed(1, 500).boxed().toList());
    }

    @Test
    void lookUpThatNeverEndsDelaysNoOtherConversation() throws Exception {
        fanOut.publish(message("p:1:2", 1));
        lookUps.take();
        fanOut.publish(message("p:1:3", 1));
        lookUps.take().complete(Map.of(1L, List.of(new Route("c", "gw"))));

        await().untilAsserted(() -> assertThat(bus.seqs("p:1:3")).containsExactly(1L));
        await().untilAsserted(() -> assertThat(fanOut.lost()).isEqualTo(1)); // after a second
        await().untilAsserted(
                        () -> assertThat(bus.givenUp()).as("gateways compare").isOne());
        fanOut.publish(message("p:1:2", 2));
        lookUps.take().complete(Map.of(1L, List.of(new Route("c", "gw"))));
        await().untilAsserted(() -> assertThat(bus.seqs("p:1:2")).containsExactly(2L));
    }

    @Test
    void eachGatewayGetsOnePushForItsUsers() throws Exception {
        fanOut.publish(message("p:1:2", 1));
        lookUps.take()
                .complete(Map.of(
                        1L, List.of(new Route("a", "gw1"), new Route("b", "gw1"), new Route("c", "gw2")),
                        2L, List.of(new Route("d", "gw1"))));

        await().untilAsserted(() -> assertThat(bus.pushes()).hasSize(2));
        assertThat(bus.pushes().stream()
                        .map(push -> ((Bus.ToUsers) push).users())
                        .toList())
                .containsExactlyInAnyOrder(List.of(1L, 2L), List.of(1L));
    }

    @Test
    void thoseWithoutARouteAreLeftAHint() throws Exception {
        fanOut.publish(message("p:1:2", 1));
        lookUps.take().complete(Map.of(1L, List.of(new Route("a", "gw1"))));

        await().untilAsserted(() ->
                assertThat(hints.take(2).toCompletableFuture().join()).containsExactly("p:1:2"));
        assertThat(hints.take(1).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void pushesBeyondTheBoundAreLostAndCounted() {
        for (int seq = 1; seq <= 30_000; seq++) {
            fanOut.publish(message("p:1:2", seq));
        }
        assertThat(fanOut.lost()).isBetween(9_000L, 10_000L);
        assertThat(fanOut.hasPublished(1)).isTrue();
        assertThat(fanOut.hasPublished(30_000)).isFalse();
    }

    private Routing routing(Routes routes) {
        return new Routing(routes, gateways, bus, hints, HotCache.NONE);
    }

    private static CommittedMessage message(String conversation, long seq) {
        return new CommittedMessage(
                seq,
                new Message(conversation, seq, seq - 1, "" + seq, "1", "text", "hello", 0, "c" + seq),
                List.of(1L, 2L),
                List.of(),
                0,
                1,
                0);
    }
}

package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.Bus;
import io.minirpc.gochat.route.Bus.Push;
import io.minirpc.gochat.route.GroupGateways;
import io.minirpc.gochat.route.Route;
import io.minirpc.gochat.route.Routes;
import io.minirpc.gochat.route.Routing;
import io.minirpc.gochat.route.redis.RedisRouting;
import io.minirpc.gochat.support.ForwardingBus;
import io.minirpc.localservers.RedisServer;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** H7: how much is published for a group of 5,000 with 40 online at two of three gateways. */
@RequiresRedis
class RedisLargeGroupTest {
    private static final String GROUP = "g:1";
    private static final int MESSAGES = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger publishes = new AtomicInteger();

    @Test
    void messageIsPublishedOnceToEachGatewayWithMembersOnline() throws Exception {
        try (RedisServer redis = RedisServer.start();
                RedisRouting services = RedisRouting.open(redis.url(), "e");
                RedisRouting gateways = RedisRouting.open(redis.url(), "e");
                FanOut fanOut = new FanOut(counted(services.routing()), nanos::get)) {
            List<Push> received = new CopyOnWriteArrayList<>();
            List<AutoCloseable> subscriptions = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String gateway = UUID.randomUUID().toString();
                subscriptions.add(gateways.routing().bus().subscribe(gateway, received::add));
                if (i < 2) {
                    connect(gateways.routing(), gateway, 20 * i);
                }
            }
            fanOut.publish(message(1, 40)); // the group becomes large: both ways for a minute
            await().until(() -> received.size() == 4);
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
            publishes.set(0);

            LongStream.range(2, 2 + MESSAGES).forEach(seq -> fanOut.publish(message(seq, 5_000)));
            await().until(() -> received.size() == 4 + 2 * MESSAGES);

            assertThat(publishes.get()).isEqualTo(2 * MESSAGES);
            for (AutoCloseable subscription : subscriptions) {
                subscription.close();
            }
        }
    }

    private static void connect(Routing routing, String gateway, int first) {
        Routes routes = routing.routes();
        GroupGateways groups = routing.groups();
        for (long user = first + 1; user <= first + 20; user++) {
            done(routes.add(user, new Route("c" + user, gateway)).toCompletableFuture());
        }
        done(groups.add(List.of(GROUP), gateway).toCompletableFuture());
    }

    private static void done(CompletableFuture<Void> written) {
        written.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Routing counted(Routing routing) {
        Bus counting = new ForwardingBus(routing.bus()) {
            @Override
            public void publish(String gateway, Push push) {
                publishes.incrementAndGet();
                super.publish(gateway, push);
            }
        };
        return new Routing(routing.routes(), routing.groups(), counting);
    }

    /** @param addressed those who are looked up where the message goes to users too */
    private static CommittedMessage message(long seq, int addressed) {
        List<Long> members = LongStream.rangeClosed(1, addressed).boxed().toList();
        Message frame = new Message(GROUP, seq, seq - 1, "" + seq, "1", "text", "hello", 0, "c" + seq);
        return new CommittedMessage(seq, frame, members, List.of(), 5_000, 1, 0);
    }
}

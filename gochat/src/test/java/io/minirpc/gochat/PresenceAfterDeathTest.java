package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * M1, row "online for days after a crash": a gateway that was killed tells nobody, and its users are offline within 15
 * s, also where Redis forgot everything at the same moment.
 */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
@Tag("process")
@Tag("soak")
@Timeout(180)
class PresenceAfterDeathTest {
    private static final Duration PROMISED = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(30);

    private RunningFleet fleet;
    private Node gateway;
    private Grant watching;
    private TestDevice sender;

    @BeforeEach
    void start() throws Exception {
        fleet = new RunningFleet(2);
        gateway = gateway();
        watching = fleet.user();
        sender = fleet.device(watching, 0);
    }

    @AfterEach
    void stop() {
        gateway.close();
        fleet.close();
    }

    private static Node gateway() throws IOException {
        return Node.builder("gateway that dies")
                .flags(Fleet.commandLine(Fleet.gatewayFlags()))
                .environment(Fleet.environment())
                .start();
    }

    /** Returns a user who may be watched, since the two share a conversation. */
    private Grant acquaintance() throws Exception {
        Grant user = fleet.user();
        sender.send(conversation(user), "hello").get(30, TimeUnit.SECONDS);
        return user;
    }

    private String conversation(Grant user) {
        return ConversationId.of(
                        Ids.parse(watching.user().id()), Ids.parse(user.user().id()))
                .toString();
    }

    private TestDevice deviceAtTheGatewayThatDies(Grant user) {
        TestDevice device = new TestDevice(fleet.resources, gateway.url(), user, "phone");
        await().atMost(START).until(device::isLive);
        return device;
    }

    /** A client that watches, and all that it was told of each user. */
    private final class Watcher implements ClientListener, AutoCloseable {
        private final Map<String, List<Boolean>> told = new ConcurrentHashMap<>();
        private final ChatClient client;

        Watcher(Grant... users) {
            ClientSettings settings =
                    ClientSettings.of(fleet.address(0), AccessTokens.fixed(watching.accessToken()), "watching");
            client = ChatClient.start(settings, fleet.resources, this);
            await().atMost(START).until(client::isLive);
            client.watch(List.of(users).stream().map(user -> user.user().id()).toList());
        }

        @Override
        public void presence(String user, boolean online) {
            told.computeIfAbsent(user, id -> new CopyOnWriteArrayList<>()).add(online);
        }

        List<Boolean> told(Grant user) {
            return told.getOrDefault(user.user().id(), List.of());
        }

        /** Waits until all that was told of a user is this, and no longer than promised. */
        void awaitTold(Grant user, Boolean... states) {
            await().atMost(PROMISED.plus(MARGIN)).until(() -> told(user).equals(List.of(states)));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @Test
    void usersOfAKilledGatewayAreOfflineAndMessagesWait() throws Exception {
        Grant watched = acquaintance();
        try (TestDevice lost = deviceAtTheGatewayThatDies(watched);
                Watcher watcher = new Watcher(watched)) {
            watcher.awaitTold(watched, true);

            long killed = System.nanoTime();
            gateway.kill();
            watcher.awaitTold(watched, true, false);
            System.out.println("offline " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed)
                    + " ms after the gateway was killed");
            assertThat(lost.isLive()).isFalse();
        }
        sender.send(conversation(watched), "are you there?").get(30, TimeUnit.SECONDS);
        TestDevice back = fleet.device(watched, 1);
        await().atMost(START)
                .untilAsserted(() -> assertThat(back.shown(conversation(watched)))
                        .extracting(Message::seq)
                        .containsExactly(1L, 2L));
    }

    @Test
    void presenceIsRightAfterRedisWasEmptiedWhileAGatewayDied() throws Exception {
        Grant staying = acquaintance();
        Grant watched = acquaintance();
        Grant coming = acquaintance();
        TestDevice stays = fleet.device(staying, 1);
        try (TestDevice lost = deviceAtTheGatewayThatDies(watched);
                Watcher watcher = new Watcher(staying, watched, coming)) {
            watcher.awaitTold(staying, true);
            watcher.awaitTold(watched, true);

            gateway.kill();
            Fleet.Servers.REDIS.command("FLUSHALL");
            TestDevice comes = fleet.device(coming, 1);
            watcher.awaitTold(coming, true);
            watcher.awaitTold(watched, true, false);

            assertThat(watcher.told(staying)).containsExactly(true); // also while its route was not there
            assertThat(lost.isLive()).isFalse();
            assertThat(List.of(stays, comes)).allMatch(TestDevice::isLive);
        }
    }
}

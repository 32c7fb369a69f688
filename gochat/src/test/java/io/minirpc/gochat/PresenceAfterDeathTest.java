package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.AccessTokens;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.support.GochatProcess;
import io.minirpc.gochat.support.TestDevice;
import io.minirpc.tests.servers.RequiresEtcd;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.RequiresRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** M1, row "online for days after a crash": a gateway that was killed tells nobody, and its users are offline. */
@RequiresMariaDb
@RequiresRedis
@RequiresEtcd
@Tag("process")
@Tag("soak")
@Timeout(180)
class PresenceAfterDeathTest {
    @Test
    void usersOfAKilledGatewayAreOfflineAndMessagesWait() throws Exception {
        try (RunningFleet fleet = new RunningFleet(2)) {
            Grant watching = fleet.user();
            Grant watched = fleet.user();
            String conversation = ConversationId.of(
                            Ids.parse(watching.user().id()),
                            Ids.parse(watched.user().id()))
                    .toString();
            TestDevice sender = fleet.device(watching, 0);
            sender.send(conversation, "hello").get(30, TimeUnit.SECONDS); // who shares nothing may not watch
            Map<String, Boolean> online = new ConcurrentHashMap<>();
            ClientSettings settings =
                    ClientSettings.of(fleet.address(0), AccessTokens.fixed(watching.accessToken()), "watching");
            try (GochatProcess gateway = gateway();
                    TestDevice lost = new TestDevice(fleet.resources, gateway.address(), watched, "phone");
                    ChatClient client = ChatClient.start(settings, fleet.resources, new ClientListener() {
                        @Override
                        public void presence(String user, boolean isOnline) {
                            online.put(user, isOnline);
                        }
                    })) {
                client.watch(List.of(watched.user().id()));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> online.getOrDefault(watched.user().id(), false));
                assertThat(lost.isLive()).isTrue();

                long killed = System.nanoTime();
                gateway.kill();
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> !online.get(watched.user().id())); // 15 s are promised
                System.out.println("offline " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed)
                        + " ms after the gateway was killed");
            }
            sender.send(conversation, "are you there?").get(30, TimeUnit.SECONDS);
            TestDevice back = fleet.device(watched, 1);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(back.shown(conversation))
                            .extracting(Message::seq)
                            .containsExactly(1L, 2L));
        }
    }

    private static GochatProcess gateway() throws Exception {
        List<String> arguments = new ArrayList<>();
        Fleet.gatewayFlags().forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return GochatProcess.start(Gochat.class.getName(), arguments, Fleet.environment());
    }
}

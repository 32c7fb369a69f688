package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.client.Accounts;
import io.minirpc.gochat.client.ChatClient;
import io.minirpc.gochat.client.ClientListener;
import io.minirpc.gochat.client.ClientResources;
import io.minirpc.gochat.client.ClientSettings;
import io.minirpc.gochat.client.SessionTokens;
import io.minirpc.gochat.cluster.Node;
import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.MessageType;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.AccountStore;
import io.minirpc.gochat.store.AccountStore.StoredSession;
import io.minirpc.gochat.store.AccountStore.StoredUser;
import io.minirpc.gochat.store.Database;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Row "Big group stalls everybody": a group of 5,000 with 40 online and 100 messages a second, beside traffic of pairs.
 */
@Tag("process")
@Tag("soak")
@Timeout(900)
class LargeGroupTest {
    private static final int MEMBERS = 5_000;
    private static final int ONLINE = 40;
    private static final int PAIRS = 10;
    private static final int SECONDS = 30;

    /** A group that has just become large is pushed to its members too, for a minute. */
    private static final int PASSAGE = 65;

    private static final int PAIR_RATE = 50;
    private static final int GROUP_RATE = 100;
    private static final int ADDED_AT_ONCE = 500;

    @TempDir
    Path data;

    private final Delays ofPairs = new Delays();
    private final Delays ofGroup = new Delays();
    private final List<ChatClient> clients = new ArrayList<>();
    private final List<String> users = new ArrayList<>();

    /** From send to shown, in nanoseconds. A content begins with the time at which it was sent. */
    private static final class Delays {
        private final Queue<Long> delays = new ConcurrentLinkedQueue<>();

        void shown(Message message) {
            delays.add(System.nanoTime() - Long.parseLong(message.content().split(" ", 2)[0]));
        }

        /** Returns p50 and p99 in milliseconds, and begins anew. */
        double[] take() {
            long[] sorted = delays.stream().mapToLong(Long::longValue).sorted().toArray();
            delays.clear();
            assertThat(sorted).isNotEmpty();
            return new double[] {sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6};
        }
    }

    @Test
    void groupOfFiveThousandDelaysPairsAtMostByHalf() throws Exception {
        List<String> absent = absentUsers();
        try (Node server = Node.builder("gochat")
                        .flags("--data", data.toString(), "--demo", "no", "--registrations", "1000")
                        .start();
                ClientResources resources = new ClientResources()) {
            open(server.url(), resources);
            String group = createGroup(absent);
            run(group, PASSAGE);
            ofPairs.take();
            ofGroup.take();
            run(null, SECONDS);
            double[] calm = ofPairs.take();
            run(group, SECONDS);
            double[] together = ofPairs.take();
            double[] large = ofGroup.take();
            System.out.printf(
                    "pairs alone: p50 %.1f ms, p99 %.1f ms; with the group: p50 %.1f ms, p99 %.1f ms;"
                            + " group of %d: p50 %.1f ms, p99 %.1f ms%n",
                    calm[0], calm[1], together[0], together[1], MEMBERS, large[0], large[1]);
            assertThat(together[1])
                    .isLessThan(Math.max(1.5 * calm[1], calm[1] + 20)); // clocks and collectors are noisy
        } finally {
            clients.forEach(ChatClient::close);
        }
    }

    /** Writes the members who are never online directly, without the cost of their passwords. */
    private List<String> absentUsers() {
        try (Database database = Database.openFile(data.resolve("gochat"), false)) {
            AccountStore accounts = AccountStore.of(database);
            return IntStream.range(0, MEMBERS - ONLINE)
                    .mapToObj(i -> {
                        accounts.register(
                                new StoredUser(1 + i, "absent" + i, "absent", "none", 0, false),
                                new StoredSession(1 + i, 1 + i, "none", 0, "none" + i, null, 0, 0, 0));
                        return Ids.text(1 + i);
                    })
                    .toList();
        }
    }

    private void open(URI address, ClientResources resources) throws Exception {
        Accounts accounts = new Accounts(resources.http(), address);
        for (int i = 0; i < ONLINE + 2 * PAIRS; i++) {
            Grant grant = accounts.register("user" + i, "a password " + i);
            users.add(grant.user().id());
            SessionTokens tokens = new SessionTokens(accounts, grant, renewed -> {});
            clients.add(ChatClient.start(ClientSettings.of(address, tokens, "phone"), resources, new Screen()));
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> clients.stream().allMatch(ChatClient::isLive));
    }

    private final class Screen implements ClientListener {
        @Override
        public void shown(Message message) {
            if (message.type().equals(MessageType.TEXT)) {
                (message.conversation().startsWith("g:") ? ofGroup : ofPairs).shown(message);
            }
        }
    }

    private String createGroup(List<String> absent) throws Exception {
        ChatClient owner = clients.get(0);
        String group = owner.change(id -> new ClientFrame.CreateGroup(id, "large", "large", users.subList(1, ONLINE)))
                .get(60, TimeUnit.SECONDS)
                .conversation();
        for (int from = 0; from < absent.size(); from += ADDED_AT_ONCE) {
            List<String> some = absent.subList(from, Math.min(absent.size(), from + ADDED_AT_ONCE));
            String key = "add" + from;
            owner.change(id -> new ClientFrame.Invite(id, key, group, some)).get(60, TimeUnit.SECONDS);
        }
        return group;
    }

    /** Sends to the pairs, and to a group if there is one, each at its rate. */
    private void run(String group, int seconds) throws InterruptedException {
        long start = System.nanoTime();
        int toPairs = 0;
        int toGroup = 0;
        while (System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
            double passed = (System.nanoTime() - start) / 1e9;
            for (; toPairs < passed * PAIR_RATE; toPairs++) {
                sendToPair(toPairs % PAIRS);
            }
            for (; group != null && toGroup < passed * GROUP_RATE; toGroup++) {
                clients.get(toGroup % ONLINE).send(group, System.nanoTime() + " " + toGroup);
            }
            Thread.sleep(2);
        }
        int[] expected = {toPairs * 2, toGroup * ONLINE};
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ofPairs.delays.size() >= expected[0] && ofGroup.delays.size() >= expected[1]);
    }

    private void sendToPair(int pair) {
        int one = ONLINE + 2 * pair;
        long[] ids = {Ids.parse(users.get(one)), Ids.parse(users.get(one + 1))};
        Arrays.sort(ids);
        clients.get(one).send(ConversationId.of(ids[0], ids[1]).toString(), System.nanoTime() + " " + pair);
    }
}

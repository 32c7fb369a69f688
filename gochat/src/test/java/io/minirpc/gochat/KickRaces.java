package io.minirpc.gochat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.HttpBodies.Grant;
import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Sent;
import io.minirpc.gochat.support.TestDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Races between a removal and messages of two writers, each at a gateway of its own. Whoever is removed is shown all up
 * to his removal, at both gateways, and nothing above.
 */
final class KickRaces {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int MESSAGES = 10; // of each of the two

    private final Grant member;
    private final Grant kicked;
    private final TestDevice owning;
    private final TestDevice writing;
    private final List<TestDevice> leaving;

    /** Registers an owner, a member and one who is removed. */
    KickRaces(RunningFleet fleet) throws Exception {
        Grant owner = fleet.user();
        member = fleet.user();
        kicked = fleet.user();
        owning = fleet.device(owner, 0);
        writing = fleet.device(member, 1);
        leaving = List.of(fleet.device(kicked, 0), fleet.device(kicked, 1));
    }

    /**
     * Runs races, each in a group of its own, and fails at the first that is not exact; returns how many there were.
     */
    int run(int races) throws Exception {
        for (int race = 0; race < races; race++) {
            run("race-" + race);
        }
        awaitWhatWasPushedBefore();
        return races;
    }

    private void run(String name) throws Exception {
        List<String> members = List.of(member.user().id(), kicked.user().id());
        String group = owning.client
                .change(id -> new ClientFrame.CreateGroup(id, "create-" + name, name, members))
                .get(60, TimeUnit.SECONDS)
                .conversation();
        List<CompletableFuture<Sent>> sends = write(group);
        CompletableFuture<?> removal = sends.get(ThreadLocalRandom.current().nextInt(sends.size()))
                .thenCompose(any -> owning.ask(id -> new ClientFrame.Kick(
                        id, "kick-" + name, group, kicked.user().id())));
        CompletableFuture.allOf(sends.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
        long last = ((Sent) removal.get(60, TimeUnit.SECONDS)).seq();
        awaitShown(writing, group, 2 + 2 * MESSAGES); // with the creation and the removal
        leaving.forEach(device -> awaitShown(device, group, last));
    }

    private List<CompletableFuture<Sent>> write(String group) {
        List<CompletableFuture<Sent>> sends = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            sends.add(writing.send(group, "at one " + i));
            sends.add(owning.send(group, "at the other " + i));
        }
        return sends;
    }

    private static void awaitShown(TestDevice device, String conversation, long last) {
        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(device.shown(conversation))
                        .extracting(Message::seq)
                        .isEqualTo(LongStream.rangeClosed(1, last).boxed().toList()));
    }

    /** A message behind all others on each connection. */
    private void awaitWhatWasPushedBefore() throws Exception {
        String direct = ConversationId.of(
                        Ids.parse(member.user().id()), Ids.parse(kicked.user().id()))
                .toString();
        writing.send(direct, "what was pushed before it has arrived").get(30, TimeUnit.SECONDS);
        leaving.forEach(device -> awaitShown(device, direct, 1));
    }
}

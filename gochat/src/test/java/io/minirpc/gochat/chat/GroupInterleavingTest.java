package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.EVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change.Create;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Join;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.store.BlockStore;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Interleavings of changes and messages of a group at two services. The letters name them in the design's list. */
@OnEveryDatabase
class GroupInterleavingTest extends ServicePair {
    private String group;

    GroupInterleavingTest() {
        super("2026-11-27T12:00:00Z");
    }

    @BeforeEach
    void create() {
        group = one.create(ADA, "new", List.of(BOB));
    }

    @Test
    void c4WhoWasRemovedElsewhereIsNotPushedToFromACache() {
        other.sendUntilSent(group, ADA, "1", "fills the cache of the other service");
        one.changeUntilSent(group, ADA, "2", new Kick(BOB));
        other.sendUntilSent(group, ADA, "3", "hello");

        await().untilAsserted(() -> assertThat(other.bus.shown(group, ADA)).containsExactly("2<1", "4<3"));
        assertThat(other.bus.shown(group, BOB)).containsExactly("2<1");
        assertThat(Service.get(other.send(group, BOB, "4", "hello"))).isInstanceOf(Refused.class);
    }

    @Test
    void c4WhoWasAddedElsewhereIsPushedToDespiteACache() {
        other.sendUntilSent(group, ADA, "1", "fills the cache of the other service");
        one.changeUntilSent(group, ADA, "2", new Invite(List.of(EVE)));
        other.sendUntilSent(group, EVE, "3", "hello");

        await().untilAsserted(() -> assertThat(other.bus.shown(group, EVE)).containsExactly("4<3"));
    }

    @Test
    void c4ReaderThatFillsTheCacheLateFillsItWithWhatIsTrueOfItsVersion() {
        Gate reading = new Gate("SELECT conversation, user_id, role FROM members");
        faults.set(reading);
        CompletableFuture<SendResult> sent = other.send(group, ADA, "1", "hello");
        reading.awaitArrival(); // members were read, and are not in the cache yet
        CompletableFuture<SendResult> removed = one.change(group, ADA, "2", new Kick(BOB));
        faults.clear();
        reading.open();

        assertThat(((Sent) Service.get(sent)).seq()).isEqualTo(2);
        assertThat(((Sent) Service.get(removed)).seq()).isEqualTo(3);
        other.sendUntilSent(group, ADA, "3", "hello");
        await().untilAsserted(() -> assertThat(other.bus.shown(group, ADA)).containsExactly("2<1", "4<3"));
        assertThat(other.bus.shown(group, BOB)).containsExactly("2<1");
    }

    @Test
    void c4VersionThatWasNotCommittedIsNotInTheCache() {
        faults.set(new Faults.Hook() {
            @Override
            public void before(String step) throws SQLException {
                if (step.startsWith("INSERT INTO dedup")) {
                    throw Faults.unexplained();
                }
            }
        });
        assertThat(Service.get(one.change(group, ADA, "1", new Kick(BOB)))).isInstanceOf(Busy.class);
        faults.clear();
        other.changeUntilSent(group, ADA, "2", new Invite(List.of(EVE))); // the version that the removal did not become
        one.sendUntilSent(group, ADA, "3", "hello");

        await().untilAsserted(() -> assertThat(one.bus.shown(group, BOB)).containsExactly("1<0", "3<2"));
        assertThat(one.bus.shown(group, EVE)).containsExactly("3<2");
    }

    @Test
    void c2ChangeThatWasCommittedElsewhereIsPublishedByWhoeverAnswers() {
        String code = chat.texts("SELECT code FROM chat_groups").get(0);
        one.changeUntilSent(group, ADA, "kick", new Kick(BOB));
        one.changeUntilSent(group, BOB, "join", new Join(code));
        one.changeUntilSent(group, ADA, "invite", new Invite(List.of(EVE)));
        Service third = new Service(database, clock);

        assertThat(third.changeUntilSent(group, BOB, "join", new Join(code)).again())
                .isTrue();
        await().untilAsserted(() -> assertThat(third.bus.shown(group, BOB)).containsExactly("3<2"));
        assertThat(third.bus.shown(group, ADA)).containsExactly("3<2");
        assertThat(third.bus.shown(group, EVE)).isEmpty();
        third.changeUntilSent(group, ADA, "kick", new Kick(BOB)); // he is in again: his removal ends nothing
        await().untilAsserted(() -> assertThat(third.bus.shown(group, BOB)).containsExactly("3<2", "2<1"));
        third.close();
    }

    @Test
    void h2CommitOfACreationThatWasExecutedCreatesOneGroup() {
        Gate frozen = new Gate("COMMIT", Faults::connectionLost);
        faults.set(frozen);
        String created = ConversationId.ofGroup(EVE, "mine").toString();
        CompletableFuture<SendResult> answer = one.change(created, EVE, "mine", new Create("mine", List.of(ADA)));
        frozen.awaitArrival();
        CompletableFuture<SendResult> retry = other.change(created, EVE, "mine", new Create("mine", List.of(ADA)));
        faults.clear();
        frozen.open();

        assertThat(List.of(Service.get(answer), Service.get(retry))).allMatch(Sent.class::isInstance);
        assertThat(chat.head(created)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(one.bus.shown(created, ADA)).contains("1<0"));
    }

    @Test
    void c4WhoBlocksIsAddedBeforeOrNotAtAll() {
        Gate afterReading = new Gate("INSERT INTO dedup"); // blocks were read before
        faults.set(afterReading);
        CompletableFuture<SendResult> added = one.change(group, ADA, "add", new Invite(List.of(EVE)));
        afterReading.awaitArrival();
        String two = ConversationId.of(ADA, EVE).toString();
        assertThat(BlockStore.of(database).block(EVE, ADA, two, 0)).isTrue();
        faults.clear();
        afterReading.open();

        assertThat(Service.get(added)).isInstanceOf(Sent.class); // it had begun before the block
        one.changeUntilSent(group, ADA, "kick", new Kick(EVE));
        assertThat(Service.get(one.change(group, ADA, "again", new Invite(List.of(EVE)))))
                .isInstanceOf(Refused.class);
    }
}

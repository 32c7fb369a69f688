package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.GroupView;
import io.minirpc.gochat.api.GroupView.Viewer;
import io.minirpc.gochat.chat.InboxFixture.Three;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Spans of membership: a member sees what was sent while he was in, up to the event of his removal. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxGroupSpansTest {
    @Parameter
    TestDatabase kind;

    private InboxFixture chat;

    @BeforeParameterizedClassInvocation
    void open(TestDatabase database, @TempDir Path folder) {
        chat = new InboxFixture(database, folder);
    }

    @AfterParameterizedClassInvocation
    void close() {
        chat.close();
    }

    /** Event k removes a member. He gets it, and what lay before it while he was in. */
    @Test
    void syncOfALeftGroupBringsWhatLiesUpToTheRemovalAndSaysLeft() {
        Three three = chat.three();
        chat.rows.sendMany(three.group, three.bob, 5, JANUARY);
        long k = chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
        chat.rows.sendMany(three.group, three.bob, 5, JANUARY);

        SyncEntry entry = chat.sync(three.eve, three.group, 2);

        assertThat(entry.left()).isEqualTo(k).isEqualTo(7L);
        assertThat(entry.head()).isEqualTo(k);
        assertThat(entry.unread()).isZero();
        assertThat(entry.messages()).extracting(Message::seq).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(entry.messages().get(4).type()).isEqualTo("system");
        assertThat(chat.sync(three.eve, three.group, 0).messages()).hasSize(7);
        assertThat(chat.sync(three.eve, three.group, 8).ahead())
                .as("above what he may see")
                .isTrue();
    }

    /** "New member saw what was before; after leaving and joining again the middle." */
    @Test
    void whoJoinsSeesMessagesFromThatEventOnAndWhoIsBackNotWhatWasBetween() {
        Three three = chat.three();
        long dan = chat.user();
        chat.rows.sendMany(three.group, three.bob, 4, JANUARY);
        long in = chat.groups.join(three.group, dan, JANUARY);
        chat.rows.sendMany(three.group, three.bob, 2, JANUARY);
        long out = chat.groups.leave(three.group, dan, JANUARY);
        chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
        long back = chat.groups.join(three.group, dan, JANUARY);
        chat.rows.send(three.group, three.bob, JANUARY);

        assertThat(List.of(in, out, back)).containsExactly(6L, 9L, 13L);
        List<Message> all = chat.history(dan, three.group, null).orElseThrow().messages();
        assertThat(all).extracting(Message::seq).containsExactly(6L, 7L, 8L, 9L, 13L, 14L);
        assertThat(all).extracting(Message::prev).containsExactly(0L, 6L, 7L, 8L, 9L, 13L);
        assertThat(chat.sync(dan, three.group, 9).messages())
                .extracting(Message::seq)
                .containsExactly(13L, 14L);
        assertThat(chat.sync(dan, three.group, 0).messages()).hasSize(6);
        assertThat(chat.sync(dan, three.group, 11).ahead())
                .as("of the time between")
                .isTrue();
        assertThat(chat.history(dan, three.group, 13L).orElseThrow().messages())
                .extracting(Message::seq)
                .containsExactly(6L, 7L, 8L, 9L);
        assertThat(chat.sync(dan, three.group, 13).read())
                .as("joining reads the event")
                .isEqualTo(13);
        assertThat(chat.sync(dan, three.group, 13).unread()).isEqualTo(1);
    }

    /** C4.5 */
    @Test
    void leftForeignAndMissingGroupsAnswerAlike() {
        Three three = chat.three();
        chat.rows.send(three.group, three.eve, JANUARY);
        chat.groups.leave(three.group, three.eve, JANUARY);
        long stranger = chat.user();

        for (long user : List.of(three.eve, stranger)) {
            assertThat(chat.history(user, three.group, null)).isEmpty();
            assertThat(done(chat.inbox.members(user, three.group, 0, 50))).isEmpty();
            assertThat(done(chat.inbox.receipts(user, three.group, 2))).isEmpty();
        }
        assertThat(chat.history(three.eve, "g:1", null)).isEmpty();
        assertThat(done(chat.inbox.members(three.eve, "g:1", 0, 50))).isEmpty();
        assertThat(done(chat.inbox.receipts(three.eve, "g:1", 2))).isEmpty();
        assertThat(chat.sync(stranger, three.group, 0).unknown()).isTrue();
        assertThat(chat.sync(stranger, "g:1", 0)).isEqualTo(chat.sync(stranger, three.group, 0));
    }

    @Test
    void viewersAreThoseWhoMaySeeMessagesFromASeqOn() {
        Three three = chat.three();
        chat.rows.send(three.group, three.bob, JANUARY);
        long k = chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
        chat.rows.send(three.group, three.bob, JANUARY);
        long back = chat.groups.join(three.group, three.eve, JANUARY);

        GroupView all = chat.viewers(three.group, 1);
        assertThat(all.version()).isEqualTo(3);
        assertThat(all.viewers())
                .containsExactlyInAnyOrder(
                        new Viewer(three.ada, 1, Long.MAX_VALUE),
                        new Viewer(three.bob, 1, Long.MAX_VALUE),
                        new Viewer(three.eve, 1, k),
                        new Viewer(three.eve, back, Long.MAX_VALUE));
        assertThat(chat.viewers(three.group, k).viewers()).hasSize(4);
        assertThat(chat.viewers(three.group, k + 1).viewers()).hasSize(3);
        List.of(three.ada, three.bob, three.eve).forEach(user -> chat.groups.leave(three.group, user, JANUARY));
        assertThat(chat.viewers(three.group, 100)).as("nobody").isEqualTo(new GroupView(6, List.of()));
        assertThat(chat.viewers("g:1", 1)).as("no such group").isEqualTo(new GroupView(0, List.of()));
    }
}

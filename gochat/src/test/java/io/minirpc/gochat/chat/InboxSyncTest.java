package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import io.minirpc.gochat.frame.ServerFrameCodec;
import io.minirpc.gochat.store.ChatRows;
import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What a device lacks. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxSyncTest {
    @Parameter
    TestDatabase kind;

    private static final int FRAME = 256 * 1024;
    private static final long MONTH = 31L * 24 * 3_600_000;

    private InboxFixture chat;

    @BeforeParameterizedClassInvocation
    void open(TestDatabase database, @TempDir Path folder) {
        chat = new InboxFixture(database, folder);
    }

    @AfterParameterizedClassInvocation
    void close() {
        chat.close();
    }

    @Test
    void deviceGetsWhatLiesAboveItsPositionAcrossMonths() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 10, JANUARY);
        chat.rows.sendMany(conversation, bob, 10, JANUARY + MONTH);
        chat.rows.sendMany(conversation, bob, 10, JANUARY + 2 * MONTH);

        SyncEntry entry = sync(ada, conversation, 5);

        assertThat(seqs(entry)).containsExactlyElementsOf(range(6, 30));
        assertThat(entry.messages()).extracting(Message::prev).containsExactlyElementsOf(range(5, 29));
        assertThat(entry.first()).isEqualTo(6);
        assertThat(entry.last()).isEqualTo(30);
        assertThat(entry.head()).isEqualTo(30);
        assertThat(entry.unread()).isEqualTo(30);
        assertThat(entry.more()).isFalse();
    }

    @Test
    void whoMissedNothingGetsAnEntryWithoutMessages() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, ada, 7, JANUARY);
        done(chat.inbox.read(bob, conversation, 4, "c"));
        done(chat.inbox.delivered(List.of(new io.minirpc.gochat.api.Delivered(bob, conversation, 6))));

        assertThat(sync(ada, conversation, 7))
                .isEqualTo(new SyncEntry(0, 0, 7, null, false, 0, 0, 0, null, false, false, false, 4, 6));
        assertThat(sync(bob, conversation, 7))
                .isEqualTo(new SyncEntry(0, 0, 7, null, false, 4, 6, 3, null, false, false, false, 0, 0));
    }

    /** "Away for more than a page: a hole in the middle, scrolling never fills it." */
    @Test
    void deviceThatWasAwayForManyPagesGetsEverySeqOnce() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 950, JANUARY);

        List<Long> seqs = new ArrayList<>();
        SyncEntry entry;
        do {
            entry = sync(ada, conversation, seqs.isEmpty() ? 3 : seqs.get(seqs.size() - 1));
            seqs.addAll(seqs(entry));
        } while (entry.more());
        assertThat(seqs).containsExactlyElementsOf(range(4, 950));
    }

    @Test
    void newDeviceStartsAtTheNewestPageWhereMoreThanAThousandAreMissing() {
        long ada = chat.user();
        long bob = chat.user();
        String longOne = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(longOne, bob, 1_001, JANUARY);
        String shortOne = chat.rows.conversation(ada, chat.user());
        chat.rows.sendMany(shortOne, bob, 1_000, JANUARY);

        SyncEntry gap = sync(ada, longOne, 0);
        assertThat(gap.gap()).isTrue();
        assertThat(seqs(gap)).containsExactlyElementsOf(range(952, 1_001));
        assertThat(gap.more()).isFalse();

        SyncEntry whole = sync(ada, shortOne, 0);
        assertThat(whole.gap()).isFalse();
        assertThat(whole.first()).isEqualTo(1);
        assertThat(whole.more()).isTrue();
        assertThat(sync(ada, longOne, 1).gap()).as("a device that has some").isFalse();
    }

    /** C9: commits were lost, or a backup was restored. */
    @Test
    void positionThatTheDatabaseDoesNotHaveIsAhead() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 5, JANUARY);

        assertThat(sync(ada, conversation, 6).ahead()).as("above the head").isTrue();
        SyncEntry other = sync(ada, Map.of(conversation, new Position(5, "77"))).get(conversation);
        assertThat(other.ahead()).as("another message has that seq").isTrue();
        assertThat(other.messages()).isNull();
        assertThat(sync(ada, Map.of(conversation, new Position(5, "1000005")))
                        .get(conversation)
                        .ahead())
                .isFalse();
        assertThat(sync(ada, Map.of(conversation, new Position(5, null)))
                        .get(conversation)
                        .ahead())
                .isFalse();
        assertThat(sync(ada, Map.of(conversation, new Position(Long.MAX_VALUE, "1")))
                        .get(conversation)
                        .ahead())
                .isTrue();
    }

    @Test
    void whatIsNotTheUsersIsUnknown() {
        long ada = chat.user();
        String foreign = chat.rows.conversation(chat.user(), chat.user());
        chat.rows.send(foreign, 1, JANUARY);
        SyncEntry unknown = new SyncEntry(0, 0, 0, null, false, 0, 0, 0, null, false, false, true, 0, 0);

        assertThat(sync(ada, foreign, 1)).isEqualTo(unknown);
        assertThat(sync(ada, "p:1:2", 1)).isEqualTo(unknown);
        assertThat(sync(ada, "x".repeat(10_000), 0)).isEqualTo(unknown);
        assertThat(sync(ada, "", 0)).isEqualTo(unknown);
    }

    /** C4.5: who is removed gets the event of his removal, what lay before it while he was in, and nothing above. */
    @Test
    void whoIsOutGetsWhatLiesBelowHisRemovalAndNothingAbove() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 10, JANUARY);
        long k = chat.groups.leave(conversation, ada, JANUARY);
        chat.rows.sendMany(conversation, bob, 10, JANUARY);

        SyncEntry entry = sync(ada, conversation, 7);

        assertThat(seqs(entry)).containsExactly(8L, 9L, 10L, k);
        assertThat(entry.left()).isEqualTo(k);
        assertThat(entry.head()).isEqualTo(k);
        assertThat(entry.unread()).isZero();
        assertThat(sync(ada, conversation, k + 1).ahead()).isTrue();
    }

    /** C3.2, C4.5 */
    @Test
    void whoIsInAgainSkipsWhatWasSentMeanwhile() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 10, JANUARY);
        long out = chat.groups.leave(conversation, ada, JANUARY);
        chat.rows.sendMany(conversation, bob, 10, JANUARY);
        long in = chat.groups.join(conversation, ada, JANUARY);
        chat.rows.sendMany(conversation, bob, 2, JANUARY);

        SyncEntry entry = sync(ada, conversation, 10);

        assertThat(seqs(entry)).containsExactly(out, in, in + 1, in + 2);
        assertThat(entry.messages()).extracting(Message::prev).containsExactly(10L, out, in, in + 1);
        assertThat(entry.left()).isNull();
        assertThat(entry.unread()).isEqualTo(2);
        assertThat(sync(ada, conversation, 15).ahead())
                .as("a message that he never saw")
                .isTrue();
    }

    /** H5: a device that has 500 conversations asks for all at once. */
    @Test
    void fiveHundredPositionsAreAnsweredInOrderUntilTheFrameIsFull() {
        long ada = chat.user();
        Map<String, Position> have = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            long peer = chat.user();
            String conversation = chat.rows.conversation(ada, peer);
            chat.rows.sendMany(conversation, peer, 3, JANUARY);
            have.put(conversation, new Position(i % 2 == 0 ? 3 : 1, i % 2 == 0 ? "1000003" : "1000001"));
        }
        List<String> order = new ArrayList<>(have.keySet());
        Map<String, SyncEntry> all = new LinkedHashMap<>();
        Map<String, Position> rest = new LinkedHashMap<>(have);
        int rounds = 0;
        while (!rest.isEmpty()) {
            Map<String, SyncEntry> some = sync(ada, rest);
            assertThat(some.keySet()).startsWith(rest.keySet().iterator().next());
            assertThat(bytesOf(some)).isLessThanOrEqualTo(FRAME + 64);
            all.putAll(some);
            rest.keySet().removeAll(some.keySet());
            rounds++;
        }
        assertThat(rounds).isLessThanOrEqualTo(2);
        assertThat(List.copyOf(all.keySet())).isEqualTo(order);
        assertThat(seqs(all.get(order.get(0)))).isEmpty();
        assertThat(seqs(all.get(order.get(499)))).containsExactly(2L, 3L);
    }

    @Test
    void moreThanFiveHundredPositionsAreRefused() {
        Map<String, Position> have = new LinkedHashMap<>();
        for (int i = 0; i < 501; i++) {
            have.put("p:1:" + (i + 2), new Position(0, null));
        }
        assertThatThrownBy(() -> sync(1, have))
                .hasRootCauseInstanceOf(RpcException.class)
                .hasRootCauseMessage("values: 501 (expected: at most 500)");
    }

    /** C7.4: a hundred messages of 16 KB of control characters are 9.8 MB of JSON. */
    @Test
    void poisonConversationPagesThrough() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        String poison = "\u0001".repeat(16_384);
        chat.rows.send(
                conversation,
                Collections.nCopies(100, new Put(bob, "text", poison, JANUARY)).toArray(Put[]::new));
        String other = chat.rows.conversation(ada, chat.user());
        chat.rows.send(other, ada, JANUARY);

        List<Long> seqs = new ArrayList<>();
        Map<String, Position> have = new LinkedHashMap<>();
        have.put(conversation, new Position(0, null));
        have.put(other, new Position(0, null));
        SyncEntry entry;
        do {
            Map<String, SyncEntry> answer = sync(ada, have);
            assertThat(bytesOf(answer)).isLessThanOrEqualTo(FRAME + 64);
            entry = answer.get(conversation);
            seqs.addAll(seqs(entry));
            assertThat(seqs(answer.get(other))).as("what still fits").containsExactly(1L);
            have.put(conversation, new Position(entry.last(), Long.toString(ChatRows.idOf(entry.last()))));
        } while (entry.more());
        assertThat(seqs).containsExactlyElementsOf(range(1, 100));
        assertThat(seqs(done(chat.inbox.sync(ada, Map.of(conversation, new Position(98, null)), 10))
                        .get(conversation)))
                .as("one message fits always")
                .containsExactly(99L);
    }

    @Test
    void newestPageOfAPoisonConversationEndsAtTheHead() {
        long ada = chat.user();
        long bob = chat.user();
        String conversation = chat.rows.conversation(ada, bob);
        chat.rows.sendMany(conversation, bob, 1_000, JANUARY);
        chat.rows.send(
                conversation,
                Collections.nCopies(20, new Put(bob, "text", "\u0001".repeat(16_384), JANUARY))
                        .toArray(Put[]::new));

        SyncEntry entry = sync(ada, conversation, 0);

        assertThat(entry.gap()).isTrue();
        assertThat(seqs(entry)).containsExactly(1_019L, 1_020L);
    }

    @Test
    void failuresOfTheStoreAreTemporaryRpcErrors(@TempDir Path folder) {
        InboxFixture closed = new InboxFixture(kind, folder);
        closed.close();
        assertThatThrownBy(() -> done(closed.inbox.sync(1, Map.of(), FRAME)))
                .hasCauseInstanceOf(RpcException.class)
                .cause()
                .extracting(e -> ((RpcException) e).code())
                .isEqualTo(StatusCode.UNAVAILABLE);
    }

    private SyncEntry sync(long user, String conversation, long seq) {
        return sync(user, Map.of(conversation, new Position(seq, null))).get(conversation);
    }

    private Map<String, SyncEntry> sync(long user, Map<String, Position> have) {
        return done(chat.inbox.sync(user, have, FRAME));
    }

    private static int bytesOf(Map<String, SyncEntry> entries) {
        return ServerFrameCodec.INSTANCE.toJson(new Synced(1, entries)).getBytes(StandardCharsets.UTF_8).length;
    }

    private static List<Long> seqs(SyncEntry entry) {
        @Nullable List<Message> messages = entry.messages();
        return messages == null
                ? List.of()
                : messages.stream().map(Message::seq).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}

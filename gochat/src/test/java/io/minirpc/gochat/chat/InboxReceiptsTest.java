package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.GroupReceipts;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Count;
import io.minirpc.gochat.frame.ServerFrame.Counts;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Cursors in groups, who is told of them, and who may ask. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxReceiptsTest {
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

    @Test
    void cursorsOfMembersMoveAndTellTheirOwnDevicesAndTheAuthorCounts() {
        Three three = new Three();
        chat.rows.sendMany(three.group, three.ada, 4, JANUARY); // 2 to 5
        three.connectAll();

        delivered(three.bob, three.group, 4);
        delivered(three.eve, three.group, 3);
        assertThat(read(three.bob, three.group, 3)).contains(new Cursor(null, three.group, 3, 2, 5));

        await().until(() -> counts(three.ada)
                .contains(
                        new Counts(three.group, List.of(new Count(2, 1, 2), new Count(3, 1, 2), new Count(4, 0, 1)))));
        assertThat(chat.pushedTo(three.ada)).hasOnlyElementsOfType(Counts.class);
        assertThat(chat.pushedTo(three.bob)).containsExactly(new Cursor(null, three.group, 3, 2, 5));
        assertThat(chat.pushedTo(three.eve)).isEmpty();
        assertThat(receipts(three.ada, three.group, 2))
                .contains(new GroupReceipts(List.of(three.bob), List.of(three.bob, three.eve)));
        assertThat(receipts(three.ada, three.group, 4)).contains(new GroupReceipts(List.of(), List.of(three.bob)));
        assertThat(receipts(three.ada, three.group, 5)).contains(new GroupReceipts(List.of(), List.of()));
    }

    @Test
    void receiptsAreOfTextsOfOnesOwn() {
        Three three = new Three();
        long text = chat.rows.send(three.group, three.ada, JANUARY);
        long event = chat.rows.send(three.group, new Put(three.ada, "system", "event", JANUARY));
        long recall = chat.groups.recall(three.group, three.ada, text, JANUARY);
        String two = chat.rows.conversation(three.ada, three.bob);
        chat.rows.send(two, three.ada, JANUARY);

        assertThat(receipts(three.ada, three.group, text)).as("recalled").isPresent();
        assertThat(receipts(three.bob, three.group, text)).as("another's").isEmpty();
        assertThat(receipts(three.ada, three.group, 1)).as("the created event").isEmpty();
        assertThat(receipts(three.ada, three.group, event)).isEmpty();
        assertThat(receipts(three.ada, three.group, recall)).isEmpty();
        assertThat(receipts(three.ada, three.group, 99)).isEmpty();
        assertThat(receipts(three.ada, three.group, 0)).isEmpty();
        assertThat(receipts(three.ada, two, 1)).as("of two").isEmpty();
    }

    /** Members who joined later are in neither, nor are those who were out meanwhile: joining moves their cursor. */
    @Test
    void onlyMembersCountWhoHaveBeenInSinceTheMessage() {
        Three three = new Three();
        long text = chat.rows.send(three.group, three.ada, JANUARY);
        long dan = chat.user();
        chat.groups.join(three.group, dan, JANUARY);
        chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
        chat.groups.join(three.group, three.eve, JANUARY);
        long later = chat.rows.send(three.group, three.ada, JANUARY);
        three.connectAll();
        for (long reader : List.of(three.bob, three.eve, dan)) {
            read(reader, three.group, 100);
        }

        assertThat(receipts(three.ada, three.group, text))
                .contains(new GroupReceipts(List.of(three.bob), List.of(three.bob)));
        List<Long> all = List.of(three.bob, three.eve, dan);
        assertThat(receipts(three.ada, three.group, later)).contains(new GroupReceipts(all, all));
        await().until(() -> at(three.ada).contains(new Count(later, 3, 3)));
        assertThat(at(three.ada)).filteredOn(count -> count.seq() == text).containsOnly(new Count(text, 1, 1));

        chat.groups.leave(three.group, three.bob, JANUARY);
        assertThat(receipts(three.ada, three.group, text)).contains(new GroupReceipts(List.of(), List.of()));
    }

    @Test
    void whoIsOutIsToldNoCountsAndCountsForNobody() {
        Three three = new Three();
        chat.rows.send(three.group, three.ada, JANUARY); // 2
        chat.rows.send(three.group, three.eve, JANUARY); // 3
        three.connectAll();
        chat.groups.kick(three.group, three.ada, three.eve, JANUARY);

        assertThat(read(three.eve, three.group, 3)).contains(new Cursor(null, three.group, 3, 0, 4));
        delivered(three.eve, three.group, 4);
        read(three.bob, three.group, 3);

        await().until(() -> !counts(three.ada).isEmpty());
        assertThat(counts(three.ada)).containsExactly(new Counts(three.group, List.of(new Count(2, 1, 1))));
        assertThat(counts(three.eve)).isEmpty();
        assertThat(receipts(three.eve, three.group, 3)).isEmpty();
    }

    /** M4: in groups a block hides nothing. */
    @Test
    void blockHidesNoReceiptsInGroups() {
        Three three = new Three();
        long text = chat.rows.send(three.group, three.ada, JANUARY);
        three.connectAll();
        done(chat.inbox.block(three.bob, three.ada, true));

        read(three.bob, three.group, text);

        await().until(() -> counts(three.ada).contains(new Counts(three.group, List.of(new Count(text, 1, 1)))));
        assertThat(receipts(three.ada, three.group, text).orElseThrow().read()).containsExactly(three.bob);
    }

    @Test
    void ownCursorIsNoReceipt() {
        Three three = new Three();
        long text = chat.rows.send(three.group, three.ada, JANUARY);
        three.connectAll();
        read(three.ada, three.group, text);
        chat.rows.send(three.group, three.bob, JANUARY);
        read(three.eve, three.group, text + 1);

        await().until(() -> !counts(three.bob).isEmpty() && !counts(three.ada).isEmpty());
        assertThat(counts(three.ada)).containsOnly(new Counts(three.group, List.of(new Count(text, 1, 1))));
        assertThat(receipts(three.ada, three.group, text).orElseThrow().read()).containsExactly(three.eve);
    }

    @Test
    void countsAreOfTheLastTwentyMessagesThatACursorPassed() {
        Three three = new Three();
        chat.rows.sendMany(three.group, three.ada, 30, JANUARY);
        chat.rows.send(three.group, three.bob, JANUARY);
        three.connectAll();

        read(three.eve, three.group, 28);

        await().until(() -> !counts(three.ada).isEmpty());
        assertThat(counts(three.ada).get(0).at())
                .extracting(Count::seq)
                .containsExactlyElementsOf(LongStream.rangeClosed(9, 28).boxed().toList());
    }

    /** H6: 199 online readers at five batches a second were 197,000 pushes a second; see the row in delivery.md. */
    @Test
    void receiptsOfManyReadersAreOnePushForEachAuthorAndInterval() {
        long ada = chat.user();
        long[] readers = LongStream.range(0, 198).map(i -> chat.user()).toArray();
        String group = chat.group(
                LongStream.concat(LongStream.of(ada), LongStream.of(readers)).toArray());
        chat.rows.sendMany(group, ada, 50, JANUARY);
        chat.connect(ada, "ada");
        LongStream.of(readers).forEach(reader -> chat.connect(reader, "c" + reader));

        long start = System.nanoTime();
        for (int seq = 2; seq <= 51; seq++) {
            long to = seq;
            done(CompletableFuture.allOf(LongStream.of(readers)
                    .mapToObj(reader ->
                            chat.inbox.read(reader, group, to, "c" + reader).toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new)));
        }
        await().until(() -> at(ada).contains(new Count(51, 198, 198)));
        long intervals = (System.nanoTime() - start) / InboxFixture.COUNTS.toNanos();

        System.out.println("InboxReceiptsTest: 198 readers, 9,900 cursors, "
                + counts(ada).size() + " pushes of counts in " + intervals + " intervals");
        assertThat(counts(ada)).hasSizeLessThanOrEqualTo((int) intervals + 1);
        assertThat(LongStream.of(readers)
                        .filter(reader -> !chat.pushedTo(reader).isEmpty()))
                .as("nobody is told of others, and the connection that asks has its answer")
                .isEmpty();
    }

    /** H6: groups of 200 and more have no durable delivered, and nobody is told. */
    @Test
    void largeGroupsKeepNoDeliveredAndHaveNoReceipts() {
        long[] members = LongStream.range(0, 200).map(i -> chat.user()).toArray();
        String group = chat.group(members);
        chat.rows.sendMany(group, members[0], 9, JANUARY); // 2 to 10
        chat.connect(members[0], "author");
        String small = chat.group(members[0], members[1]);
        long marker = chat.rows.send(small, members[0], JANUARY);

        done(chat.inbox.delivered(List.of(new Delivered(members[1], group, 8), new Delivered(members[2], group, 8))));
        assertThat(read(members[1], group, 5)).contains(new Cursor(null, group, 5, 5, 10));
        assertThat(read(members[2], group, 0)).as("as it is").contains(new Cursor(null, group, 1, 9, 10));
        assertThat(receipts(members[0], group, 3)).isEmpty();
        read(members[1], small, marker);

        await().until(() -> !counts(members[0]).isEmpty());
        assertThat(counts(members[0])).extracting(Counts::conversation).containsOnly(small);
        assertThat(done(chat.inbox.list(members[1], new ListQuery(null, List.of(group), 1)))
                        .conversations()
                        .get(0)
                        .delivered())
                .isZero();

        chat.groups.leave(group, members[199], JANUARY);
        delivered(members[1], group, 8);
        assertThat(receipts(members[0], group, 8).orElseThrow())
                .isEqualTo(new GroupReceipts(List.of(), List.of(members[1])));
    }

    private Optional<Cursor> read(long user, String conversation, long seq) {
        return done(chat.inbox.read(user, conversation, seq, "asking"));
    }

    private void delivered(long user, String conversation, long seq) {
        done(chat.inbox.delivered(List.of(new Delivered(user, conversation, seq))));
    }

    private Optional<GroupReceipts> receipts(long user, String conversation, long seq) {
        return done(chat.inbox.receipts(user, conversation, seq));
    }

    private List<Counts> counts(long user) {
        List<ServerFrame> pushed = chat.pushedTo(user);
        return pushed.stream()
                .filter(Counts.class::isInstance)
                .map(Counts.class::cast)
                .toList();
    }

    private List<Count> at(long user) {
        return counts(user).stream().flatMap(counts -> counts.at().stream()).toList();
    }

    /** A group of three, whose owner is ada. */
    private final class Three {
        final long ada = chat.user();
        final long bob = chat.user();
        final long eve = chat.user();
        final String group = chat.group(ada, bob, eve);

        void connectAll() {
            List.of(ada, bob, eve).forEach(user -> chat.connect(user, "c" + user));
        }
    }
}

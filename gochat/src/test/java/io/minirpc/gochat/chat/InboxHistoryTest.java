package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a conversation's past. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxHistoryTest {
    @Parameter
    TestDatabase kind;

    private static final int LARGE = 1 << 20;
    private static final long MONTH = 31L * 24 * 3_600_000;

    private InboxFixture chat;
    private long ada;
    private long bob;
    private String conversation;

    @BeforeParameterizedClassInvocation
    void open(TestDatabase database, @TempDir Path folder) {
        chat = new InboxFixture(database, folder);
        ada = chat.user();
        bob = chat.user();
        conversation = chat.rows.conversation(ada, bob);
        for (int month = 0; month < 3; month++) {
            chat.rows.send(conversation, ofOneMillisecond(70, JANUARY + month * MONTH));
        }
    }

    private Put[] ofOneMillisecond(int count, long time) {
        return LongStream.range(0, count)
                .mapToObj(i -> new Put(i % 2 == 0 ? ada : bob, "text", "hello " + i, time))
                .toArray(Put[]::new);
    }

    @AfterParameterizedClassInvocation
    void close() {
        chat.close();
    }

    /** "Paging by time lost or repeated messages of one millisecond": 70 of each month have one time. */
    @ParameterizedTest
    @ValueSource(ints = {24, 50, 200})
    void pagesDownwardsHoldEverySeqOnceAcrossMonths(int limit) {
        List<Long> seqs = new ArrayList<>();
        Long before = null;
        HistoryPage page;
        do {
            page = history(ada, conversation, null, before, limit, LARGE).orElseThrow();
            List<Long> reversed = new ArrayList<>(seqs(page));
            Collections.reverse(reversed);
            seqs.addAll(reversed);
            before = page.messages().get(0).seq();
        } while (page.more());
        assertThat(seqs).hasSize(210).containsExactlyElementsOf(reversed(range(1, 210)));
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 50, 200})
    void pagesUpwardsHoldEverySeqOnceAcrossMonths(int limit) {
        List<Long> seqs = new ArrayList<>();
        long after = 0;
        HistoryPage page;
        do {
            page = history(ada, conversation, after, null, limit, LARGE).orElseThrow();
            assertThat(page.messages()).hasSizeLessThanOrEqualTo(limit);
            seqs.addAll(seqs(page));
            after = seqs.get(seqs.size() - 1);
        } while (page.more());
        assertThat(seqs).containsExactlyElementsOf(range(1, 210));
    }

    @Test
    void withoutBoundsThePageIsTheNewest() {
        HistoryPage page = history(ada, conversation, null, null, 50, LARGE).orElseThrow();
        assertThat(seqs(page)).containsExactlyElementsOf(range(161, 210));
        assertThat(page.more()).isTrue();
    }

    @Test
    void bothBoundsAreExclusiveAndFilledFromTheLowerEnd() {
        HistoryPage page = history(ada, conversation, 68L, 73L, 50, LARGE).orElseThrow();
        assertThat(seqs(page)).containsExactly(69L, 70L, 71L, 72L);
        assertThat(page.more()).isFalse();

        HistoryPage cut = history(ada, conversation, 68L, 73L, 3, LARGE).orElseThrow();
        assertThat(seqs(cut)).containsExactly(69L, 70L, 71L);
        assertThat(cut.more()).isTrue();

        assertThat(history(ada, conversation, 70L, 71L, 50, LARGE).orElseThrow().messages())
                .isEmpty();
        assertThat(history(ada, conversation, 500L, null, 50, LARGE).orElseThrow())
                .isEqualTo(new HistoryPage(List.of(), false));
        assertThat(history(ada, conversation, Long.MIN_VALUE, Long.MAX_VALUE, 200, LARGE)
                        .orElseThrow()
                        .messages())
                .hasSize(200);
    }

    @Test
    void messagesCarryWhatWasSent() {
        Message message = history(bob, conversation, 0L, 2L, 1, LARGE)
                .orElseThrow()
                .messages()
                .get(0);
        assertThat(message)
                .isEqualTo(new Message(
                        conversation, 1, 0, "1000001", Long.toString(ada), "text", "hello 0", JANUARY, "m1"));
    }

    @Test
    void pageIsCutByBytesBeforeCountButHoldsOneMessageAtLeast() {
        assertThat(seqs(history(ada, conversation, null, null, 50, 1).orElseThrow()))
                .containsExactly(210L);
        assertThat(seqs(history(ada, conversation, 0L, null, 50, 1).orElseThrow()))
                .containsExactly(1L);
        HistoryPage some = history(ada, conversation, 0L, null, 50, 1_000).orElseThrow();
        assertThat(some.messages()).hasSizeBetween(2, 9);
        assertThat(some.more()).isTrue();
    }

    @Test
    void limitsOutOfRangeAreClamped() {
        assertThat(history(ada, conversation, 0L, null, 100_000, LARGE)
                        .orElseThrow()
                        .messages())
                .hasSize(200);
        assertThat(history(ada, conversation, 0L, null, -1, LARGE).orElseThrow().messages())
                .hasSize(1);
    }

    /** "New member saw what was before; after leaving and joining again the middle." */
    @Test
    void whatWasSentWhileAMemberWasOutStaysHidden() {
        long out = chat.user();
        long other = chat.user();
        String group = chat.rows.conversation(out, other);
        chat.rows.sendMany(group, other, 10, JANUARY);
        assertThat(chat.groups.leave(group, out, JANUARY)).isEqualTo(11);
        chat.rows.sendMany(group, other, 8, JANUARY + MONTH);
        assertThat(chat.groups.join(group, out, JANUARY + MONTH)).isEqualTo(20);
        chat.rows.sendMany(group, other, 3, JANUARY + 2 * MONTH);

        List<Message> all =
                history(out, group, 0L, null, 50, LARGE).orElseThrow().messages();
        assertThat(all)
                .extracting(Message::seq)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 20L, 21L, 22L, 23L);
        assertThat(all)
                .extracting(Message::prev)
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 20L, 21L, 22L);
        assertThat(seqs(history(out, group, null, 20L, 2, LARGE).orElseThrow())).containsExactly(10L, 11L);
        assertThat(history(out, group, 11L, 20L, 50, LARGE).orElseThrow()).isEqualTo(new HistoryPage(List.of(), false));
        assertThat(history(other, group, 0L, null, 50, LARGE).orElseThrow().messages())
                .hasSize(23);
    }

    @Test
    void foreignMissingAndLeftConversationsAnswerAlike() {
        long stranger = chat.user();
        long out = chat.user();
        String left = chat.rows.conversation(out, ada);
        chat.rows.send(left, ada, JANUARY);
        chat.groups.leave(left, out, JANUARY);

        assertThat(history(stranger, conversation, null, null, 50, LARGE)).isEmpty();
        assertThat(history(stranger, "p:1:2", null, null, 50, LARGE)).isEmpty();
        assertThat(history(stranger, "\0'; DROP TABLE users; --", null, null, 50, LARGE))
                .isEmpty();
        assertThat(history(out, left, null, null, 50, LARGE)).isEmpty();
    }

    private Optional<HistoryPage> history(
            long user, String id, @Nullable Long after, @Nullable Long before, int limit, int maxBytes) {
        return done(chat.inbox.history(user, id, new HistoryQuery(after, before, limit, maxBytes)));
    }

    private static List<Long> seqs(HistoryPage page) {
        return page.messages().stream().map(Message::seq).toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Long> reversed(List<Long> seqs) {
        List<Long> reversed = new ArrayList<>(seqs);
        Collections.reverse(reversed);
        return reversed;
    }
}

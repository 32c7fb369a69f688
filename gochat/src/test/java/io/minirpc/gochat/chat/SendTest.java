package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.ADA_BOB;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.BOB_EVE;
import static io.minirpc.gochat.chat.Chat.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Refused;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.SendStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every database has to do with messages while nothing fails. Two services share it. */
@OnEveryDatabase
class SendTest extends ServicePair {
    private static final int WRITERS = 16;
    private static final long DECEMBER = Instant.parse("2026-12-01T00:00:00Z").toEpochMilli();

    SendTest() {
        super("2026-11-30T23:59:50Z");
    }

    @Test
    void writersOverTheEndOfAMonthGetOneOrder() {
        int each = 25;
        List<Sent> sent = inParallel(WRITERS, writer -> sendMany(writer, each));

        List<Row> messages = chat.messages(ADA_BOB);
        assertThat(messages).extracting(Row::seq).containsExactlyElementsOf(upTo(WRITERS * each));
        assertThat(messages).extracting(Row::clientId).doesNotHaveDuplicates();
        assertThat(messages).extracting(Row::time).isSorted();
        assertThat(messages).extracting(Row::month).isSorted().contains(202611, 202612);
        assertThat(messages)
                .allSatisfy(row -> assertThat(row.month()).isEqualTo(row.time() < DECEMBER ? 202611 : 202612));
        assertThat(messages).allSatisfy(row -> assertThat(row.countable()).isEqualTo(row.seq()));
        assertThat(sent).extracting(Sent::seq).containsExactlyInAnyOrderElementsOf(upTo(WRITERS * each));
        assertThat(chat.head(ADA_BOB)).isEqualTo(WRITERS * each);
    }

    private List<Sent> sendMany(int writer, int count) {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Service service = (writer + i) % 2 == 0 ? one : other;
            sent.add(service.sendUntilSent(ADA_BOB, writer % 2 == 0 ? ADA : BOB, "w" + writer + "-" + i, "hello"));
            clock.move(Duration.ofMillis(50));
        }
        return sent;
    }

    @Test
    void clockThatGoesBackMovesNeitherTimesNorMonthsBack() {
        clock.move(Duration.ofMinutes(10));
        Sent first = one.sendUntilSent(ADA_BOB, ADA, "a", "in December");
        clock.move(Duration.ofHours(-1));
        Sent second = one.sendUntilSent(ADA_BOB, BOB, "b", "in November, says the clock");
        clock.move(Duration.ofHours(2));
        Sent third = one.sendUntilSent(ADA_BOB, BOB, "c", "later");

        assertThat(second.time()).isEqualTo(first.time());
        assertThat(third.time()).isGreaterThan(first.time());
        assertThat(chat.messages(ADA_BOB)).extracting(Row::month).containsExactly(202612, 202612, 202612);
    }

    @Test
    void idSentAHundredTimesInParallelIsOneMessage() {
        List<Sent> answers =
                inParallel(100, i -> List.of((i % 2 == 0 ? one : other).sendUntilSent(ADA_BOB, ADA, "once", "hello")));

        assertThat(chat.seqs(ADA_BOB)).containsExactly(1L);
        assertThat(answers)
                .extracting(Sent::messageId)
                .containsOnly(answers.get(0).messageId());
        assertThat(answers).extracting(Sent::seq).containsOnly(1L);
        assertThat(answers).extracting(Sent::again).containsOnlyOnce(false);
    }

    @Test
    void idWithOtherContentOrConversationIsAConflictInAnotherBatch() {
        one.sendUntilSent(ADA_BOB, BOB, "id", "hello");

        assertRefused(one.send(ADA_BOB, BOB, "id", "other"), ErrorCode.CONFLICT);
        assertRefused(other.send(BOB_EVE, BOB, "id", "hello"), ErrorCode.CONFLICT);
        assertThat(other.sendUntilSent(ADA_BOB, ADA, "id", "of another sender").seq())
                .isEqualTo(2);
    }

    @Test
    void idsThatLookLikeNumbersAreTexts() {
        List<String> ids = List.of("7", "007", "7.0", "a", "A");
        ids.forEach(id -> one.sendUntilSent(ADA_BOB, ADA, id, id));

        assertThat(chat.messages(ADA_BOB)).extracting(Row::clientId).isEqualTo(ids);
        List<CompletableFuture<SendResult>> again =
                ids.stream().map(id -> other.send(ADA_BOB, ADA, id, id)).toList();
        assertThat(again).extracting(SendTest::seq).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void idInTwoConversationsAtOnceIsCommittedToOneOfThem() {
        for (int i = 0; i < 20; i++) {
            String id = "id" + i;
            CompletableFuture<SendResult> here = one.send(ADA_BOB, BOB, id, "hello");
            CompletableFuture<SendResult> there = other.send(BOB_EVE, BOB, id, "hello");

            List<SendResult> results = List.of(Service.get(here), Service.get(there));
            assertThat(results).hasAtLeastOneElementOfType(Sent.class).hasAtLeastOneElementOfType(Refused.class);
        }
        assertThat(chat.seqs(ADA_BOB).size() + chat.seqs(BOB_EVE).size()).isEqualTo(20);
    }

    @Test
    void firstMessagesOfBothAtOnceCreateOneConversation() {
        for (int i = 0; i < 20; i++) {
            long peer = 100 + i;
            chat.addUsers(peer);
            String conversation = "p:" + ADA + ":" + peer;

            CompletableFuture<SendResult> mine = one.send(conversation, ADA, "first" + i, "hello");
            CompletableFuture<SendResult> his = other.send(conversation, peer, "first", "hello");

            assertThat(List.of(seq(mine), seq(his))).containsExactlyInAnyOrder(1L, 2L);
            assertThat(chat.number("SELECT COUNT(*) FROM members WHERE conversation = ?", conversation))
                    .isEqualTo(2);
            assertThat(chat.number("SELECT COUNT(*) FROM spans WHERE conversation = ? AND first_seq = 1", conversation))
                    .isEqualTo(2);
        }
    }

    @Test
    void retryIsAnsweredBeforeAnyPermissionIsChecked() {
        Sent sent = one.sendUntilSent(ADA_BOB, ADA, "id", "hello");
        chat.update("INSERT INTO blocks (blocker, blocked, since_ms) VALUES (?, ?, 0)", BOB, ADA);

        assertThat(other.sendUntilSent(ADA_BOB, ADA, "id", "hello"))
                .isEqualTo(new Sent(sent.seq(), sent.messageId(), sent.time(), true));
        assertRefused(one.send(ADA_BOB, ADA, "new", "hello"), ErrorCode.FORBIDDEN);
        assertThat(one.sendUntilSent(ADA_BOB, BOB, "his", "he who blocks may write")
                        .seq())
                .isEqualTo(2);
    }

    @Test
    void firstMessageOfTheBlockedCreatesNothing() {
        chat.update("INSERT INTO blocks (blocker, blocked, since_ms) VALUES (?, ?, 0)", BOB, ADA);

        assertRefused(one.send(ADA_BOB, ADA, "id", "hello"), ErrorCode.FORBIDDEN);

        assertThat(chat.number("SELECT COUNT(*) FROM conversations")).isZero();
    }

    @Test
    void foreignMissingAndLeftConversationsAnswerAlike() {
        one.sendUntilSent(ADA_BOB, ADA, "id", "hello");
        chat.update("UPDATE members SET left_seq = 1 WHERE conversation = ? AND user_id = ?", ADA_BOB, BOB);
        chat.update("UPDATE conversations SET member_version = member_version + 1 WHERE id = ?", ADA_BOB);

        assertRefused(one.send(ADA_BOB, EVE, "foreign", "hello"), ErrorCode.NOT_FOUND);
        assertRefused(one.send("p:" + EVE + ":999", EVE, "missing", "hello"), ErrorCode.NOT_FOUND);
        assertRefused(one.send(ADA_BOB, BOB, "left", "hello"), ErrorCode.NOT_FOUND);
        assertThat(chat.seqs(ADA_BOB)).containsExactly(1L);
        assertThat(chat.number("SELECT COUNT(*) FROM conversations")).isEqualTo(1);
    }

    @Test
    void sendMarksNothingAsReadAndCountsAsOwn() {
        one.sendUntilSent(ADA_BOB, BOB, "1", "unread");
        one.sendUntilSent(ADA_BOB, ADA, "2", "from an outbox");
        one.sendUntilSent(ADA_BOB, ADA, "3", "from an outbox");

        String cursors = "SELECT %s FROM members WHERE conversation = ? AND user_id = ?";
        assertThat(chat.number(cursors.formatted("read_seq"), ADA_BOB, ADA)).isZero();
        assertThat(chat.number(cursors.formatted("own_above"), ADA_BOB, ADA)).isEqualTo(2);
        assertThat(chat.number(cursors.formatted("own_above"), ADA_BOB, BOB)).isEqualTo(1);
        assertThat(chat.number("SELECT countable FROM conversations WHERE id = ?", ADA_BOB))
                .isEqualTo(3);
    }

    @Test
    void answersAreKeptForThirtyDays() {
        one.sendUntilSent(ADA_BOB, ADA, "old", "hello");
        clock.move(Duration.ofDays(30));
        one.sendUntilSent(ADA_BOB, ADA, "young", "hello");

        new AnswerExpiry(SendStore.of(database), clock).run();
        assertThat(chat.number("SELECT COUNT(*) FROM dedup")).isEqualTo(2);
        clock.move(Duration.ofDays(1));
        new AnswerExpiry(SendStore.of(database), clock).run();
        assertThat(chat.number("SELECT COUNT(*) FROM dedup")).isEqualTo(1);
    }

    private static void assertRefused(CompletableFuture<SendResult> answer, ErrorCode code) {
        assertThat(Service.get(answer))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static long seq(CompletableFuture<SendResult> answer) {
        return ((Sent) Service.get(answer)).seq();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    interface Writer {
        List<Sent> write(int number);
    }

    static List<Sent> inParallel(int writers, Writer writer) {
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            return IntStream.range(0, writers)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> writer.write(i), threads))
                    .toList()
                    .stream()
                    .flatMap(written -> written.join().stream())
                    .toList();
        } finally {
            threads.shutdown();
        }
    }
}

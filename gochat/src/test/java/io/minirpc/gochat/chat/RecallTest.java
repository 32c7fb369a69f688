package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.ADA_BOB;
import static io.minirpc.gochat.chat.Chat.BOB;
import static io.minirpc.gochat.chat.Chat.EVE;
import static io.minirpc.gochat.chat.GroupFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.Change.Recall;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.store.OnEveryDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What every database has to do with texts that are taken back (M5). Two services share it. */
@OnEveryDatabase
class RecallTest extends ServicePair {
    RecallTest() {
        super("2026-11-30T23:59:30Z");
    }

    @Test
    void recalledTextIsBlankedAlsoInAnotherMonth() {
        one.sendUntilSent(ADA_BOB, ADA, "1", "a secret");
        one.sendUntilSent(ADA_BOB, BOB, "2", "an answer");
        clock.move(Duration.ofMinutes(1)); // to December

        Sent recalled = other.changeUntilSent(ADA_BOB, ADA, "back", new Recall(1));

        List<Row> messages = chat.messages(ADA_BOB);
        assertThat(messages).extracting(Row::type).containsExactly("recalled", "text", "recall");
        assertThat(messages).extracting(Row::content).containsExactly("", "an answer", "1");
        assertThat(messages).extracting(Row::month).containsExactly(202611, 202611, 202612);
        assertThat(messages).extracting(Row::countable).containsExactly(1L, 2L, 2L);
        assertThat(recalled.seq()).isEqualTo(3);
        assertThat(chat.number("SELECT edit_version FROM conversations")).isEqualTo(1);
        assertThat(chat.number("SELECT SUM(own_above) FROM members")).isEqualTo(2);
        await().untilAsserted(() -> assertThat(other.bus.shown(ADA_BOB, BOB)).containsExactly("3<2"));
    }

    @Test
    void textInTheSameBatchIsBlanked() {
        String group = one.create(ADA, "new", List.of(BOB));
        CompletableFuture<SendResult> sent = one.send(group, ADA, "1", "a secret");
        CompletableFuture<SendResult> recalled = one.change(group, ADA, "2", new Recall(2));
        CompletableFuture<SendResult> again = one.change(group, ADA, "3", new Recall(2));

        assertThat(List.of(Service.get(sent), Service.get(recalled))).allMatch(Sent.class::isInstance);
        assertRefused(again, ErrorCode.INVALID);
        assertThat(chat.messages(group))
                .extracting(Row::content)
                .contains("", "2")
                .doesNotContain("a secret");
    }

    @Test
    void onlyTextsOfOnesOwnAreRecalledAndOnlyOnce() {
        String group = one.create(ADA, "new", List.of(BOB));
        one.sendUntilSent(group, ADA, "1", "hello");
        one.changeUntilSent(group, ADA, "back", new Recall(2));

        assertRefused(one.change(group, ADA, "a", new Recall(2)), ErrorCode.INVALID);
        assertRefused(one.change(group, ADA, "b", new Recall(1)), ErrorCode.INVALID); // an event
        assertRefused(one.change(group, ADA, "c", new Recall(3)), ErrorCode.INVALID); // a recall
        assertRefused(one.change(group, ADA, "d", new Recall(4)), ErrorCode.NOT_FOUND);
        assertRefused(one.change(group, BOB, "e", new Recall(2)), ErrorCode.NOT_FOUND);
        assertRefused(one.change(group, EVE, "f", new Recall(2)), ErrorCode.NOT_FOUND);
        assertRefused(one.change(group, ADA, "g", new Recall(0)), ErrorCode.INVALID);
        assertRefused(one.change(ADA_BOB, ADA, "h", new Recall(1)), ErrorCode.NOT_FOUND);
        assertThat(chat.head(group)).isEqualTo(3);
        assertThat(chat.number("SELECT COUNT(*) FROM conversations")).isEqualTo(1);
    }

    @Test
    void twoMinutesAreThoseOfTheConversationsOwnTime() {
        one.sendUntilSent(ADA_BOB, ADA, "1", "at 0:00");
        one.sendUntilSent(ADA_BOB, ADA, "2", "at 0:00");
        clock.move(Duration.ofSeconds(120));
        one.changeUntilSent(ADA_BOB, ADA, "in-time", new Recall(1));
        clock.move(Duration.ofMillis(1));
        assertRefused(other.change(ADA_BOB, ADA, "late", new Recall(2)), ErrorCode.INVALID);

        one.sendUntilSent(ADA_BOB, BOB, "3", "moves the conversation's time");
        clock.move(Duration.ofMinutes(-2)); // a service whose clock is behind
        assertRefused(other.change(ADA_BOB, ADA, "late-again", new Recall(2)), ErrorCode.INVALID);
    }

    @Test
    void retryIsAnsweredHoweverLate() {
        String group = one.create(ADA, "new", List.of(BOB));
        one.sendUntilSent(group, BOB, "1", "hello");
        Sent recalled = one.changeUntilSent(group, BOB, "back", new Recall(2));
        one.changeUntilSent(group, ADA, "kick", new Kick(BOB));
        clock.move(Duration.ofHours(1));

        assertThat(other.changeUntilSent(group, BOB, "back", new Recall(2)))
                .isEqualTo(new Sent(recalled.seq(), recalled.messageId(), recalled.time(), true));
        assertThat(other.sendUntilSent(group, BOB, "1", "hello").again()).isTrue();
        assertRefused(other.change(group, BOB, "back", new Recall(1)), ErrorCode.CONFLICT);
    }

    @Test
    void c2RetryAfterTheRecallShowsNoText() {
        one.sendUntilSent(ADA_BOB, ADA, "1", "a secret");
        one.changeUntilSent(ADA_BOB, ADA, "back", new Recall(1));

        assertThat(other.sendUntilSent(ADA_BOB, ADA, "1", "a secret").again()).isTrue();
        await().untilAsserted(() -> assertThat(other.bus.pushes()).hasSize(1));
        Message published = (Message) other.bus.pushes().get(0).frame();
        assertThat(published.type()).isEqualTo("recalled");
        assertThat(published.content()).isEmpty();
    }

    @Test
    void blockedSenderRecallsNothing() {
        one.sendUntilSent(ADA_BOB, ADA, "1", "hello");
        chat.update("INSERT INTO blocks (blocker, blocked, since_ms) VALUES (?, ?, 0)", BOB, ADA);

        assertRefused(one.change(ADA_BOB, ADA, "back", new Recall(1)), ErrorCode.FORBIDDEN);
    }
}

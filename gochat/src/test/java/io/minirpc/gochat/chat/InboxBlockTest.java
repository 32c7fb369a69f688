package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Typing;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Blocks, and what passes between two users beside messages. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxBlockTest {
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
    void blockIsIdempotentAndEnds() {
        Two two = new Two();
        assertThat(block(two.ada, two.bob, true)).isEmpty();
        assertThat(block(two.ada, two.bob, true)).isEmpty();
        assertThat(two.watchable()).isFalse();
        assertThat(block(two.ada, two.bob, false)).isEmpty();
        assertThat(block(two.ada, two.bob, false)).isEmpty();
        assertThat(two.watchable()).isTrue();
    }

    @Test
    void parallelBlocksOfOneUserAllSucceed() {
        Two two = new Two();
        List<CompletableFuture<Optional<ErrorCode>>> blocks = IntStream.range(0, 20)
                .mapToObj(i -> chat.inbox.block(two.ada, two.bob, true).toCompletableFuture())
                .toList();
        assertThat(blocks).allSatisfy(one -> assertThat(done(one)).isEmpty());
    }

    @Test
    void usersWhoDoNotExistAndOneselfCannotBeBlocked() {
        Two two = new Two();
        assertThat(block(two.ada, 5, true)).contains(ErrorCode.NOT_FOUND);
        assertThat(block(two.ada, 5, false)).contains(ErrorCode.NOT_FOUND);
        assertThat(block(two.ada, -5, true)).contains(ErrorCode.NOT_FOUND);
        assertThat(block(two.ada, two.ada, true)).contains(ErrorCode.NOT_FOUND);
    }

    @Test
    void strangersCanBeBlockedBeforeTheyWrite() {
        long ada = chat.user();
        long bob = chat.user();
        assertThat(block(ada, bob, true)).isEmpty();
        chat.rows.conversation(ada, bob);
        assertThat(done(chat.inbox.watchable(ada, List.of(bob)))).isEmpty();
    }

    /** C4.6: a send reads "not blocked", the block commits and is answered, the send commits. */
    @Test
    void blockIsAnsweredAfterSendsThatDidNotSeeIt() {
        Two two = new Two();
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Long> send = CompletableFuture.supplyAsync(
                () -> chat.rows.sendSlowly(two.conversation, two.bob, JANUARY, locked, commit));
        awaitQuietly(locked);
        CompletableFuture<Optional<ErrorCode>> block =
                chat.inbox.block(two.ada, two.bob, true).toCompletableFuture();

        await().until(() -> !two.watchable()); // the block is committed
        assertThat(block).isNotDone();
        commit.countDown();

        assertThat(done(block)).isEmpty();
        assertThat(chat.listed(two.ada).head())
                .as("committed before the answer")
                .isEqualTo(1);
        assertThat(done(send)).isEqualTo(1);
    }

    @Test
    void blockStopsTypingAndReceiptsInBothDirections() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 5, JANUARY);
        chat.rows.sendMany(two.conversation, two.ada, 5, JANUARY);
        chat.connect(two.ada, "ada");
        chat.connect(two.bob, "bob");
        done(chat.inbox.read(two.bob, two.conversation, 8, "bob"));
        await().until(() -> chat.pushedTo(two.ada).size() == 1);
        block(two.ada, two.bob, true);

        done(chat.inbox.typing(two.ada, two.conversation));
        done(chat.inbox.typing(two.bob, two.conversation));
        done(chat.inbox.read(two.bob, two.conversation, 9, "bob"));
        Optional<Cursor> own = done(chat.inbox.read(two.ada, two.conversation, 4, "ada"));
        assertThat(own).contains(new Cursor(null, two.conversation, 4, 1, 10));
        assertThat(chat.listed(two.ada).peerRead()).isZero();
        assertThat(chat.listed(two.bob).peerRead()).isZero();
        assertThat(done(chat.inbox.sync(two.ada, Map.of(two.conversation, new Position(10, null)), 10_000))
                        .get(two.conversation)
                        .peerDelivered())
                .isZero();
        assertThat(chat.listed(two.ada).unread())
                .as("what was sent goes on counting")
                .isEqualTo(1);

        block(two.ada, two.bob, false);
        done(chat.inbox.typing(two.bob, two.conversation));
        await().until(() -> chat.pushedTo(two.ada).contains(new Typing(two.conversation, Long.toString(two.bob))));
        assertThat(chat.pushedTo(two.ada)).hasSize(2);
        assertThat(chat.pushedTo(two.bob)).isEmpty();
        assertThat(chat.listed(two.ada).peerRead()).isEqualTo(9);
    }

    @Test
    void typingIsRelayedToThePeerAlone() {
        Two two = new Two();
        chat.connect(two.ada, "ada");
        chat.connect(two.bob, "bob");
        long stranger = chat.user();

        done(chat.inbox.typing(stranger, two.conversation));
        done(chat.inbox.typing(two.ada, "p:1:2"));
        done(chat.inbox.typing(two.ada, "nonsense"));
        done(chat.inbox.typing(two.ada, two.conversation));

        await().until(() -> !chat.pushedTo(two.bob).isEmpty());
        assertThat(chat.pushedTo(two.bob)).containsExactly(new Typing(two.conversation, Long.toString(two.ada)));
        assertThat(chat.pushedTo(two.ada)).isEmpty();
    }

    /** C4.4 */
    @Test
    void whoIsOutDoesNotType() {
        Two two = new Two();
        chat.connect(two.bob, "bob");
        chat.groups.leave(two.conversation, two.ada, JANUARY);
        done(chat.inbox.typing(two.ada, two.conversation));
        done(chat.inbox.read(two.bob, two.conversation, 1, "other"));
        await().until(() -> !chat.pushedTo(two.bob).isEmpty());
        assertThat(chat.pushedTo(two.bob)).hasOnlyElementsOfType(Cursor.class);
    }

    /** M1: clients look at those whom they share a conversation with and who are not blocked. */
    @Test
    void presenceIsShownOfThoseWhoShareAConversation() {
        Two two = new Two();
        long stranger = chat.user();
        long blocked = chat.user();
        chat.rows.conversation(two.ada, blocked);
        block(blocked, two.ada, true);

        assertThat(done(chat.inbox.watchable(
                        two.ada, List.of(stranger, two.bob, two.bob, blocked, two.ada, 0L, -1L, Long.MAX_VALUE))))
                .containsExactly(two.bob);
        assertThat(done(chat.inbox.watchable(two.ada, List.of()))).isEmpty();
    }

    private Optional<ErrorCode> block(long user, long other, boolean blocked) {
        return done(chat.inbox.block(user, other, blocked));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two users and their conversation. */
    private final class Two {
        final long ada = chat.user();
        final long bob = chat.user();
        final String conversation = chat.rows.conversation(ada, bob);

        boolean watchable() {
            return done(chat.inbox.watchable(ada, List.of(bob))).contains(bob);
        }
    }
}

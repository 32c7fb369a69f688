package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.minirpc.RpcException;
import io.minirpc.StatusCode;
import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.route.Bus.ToUsers;
import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Read and delivered cursors, and whom they are told. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxCursorTest {
    @Parameter
    TestDatabase kind;

    private final CursorFaults faults = new CursorFaults();
    private InboxFixture chat;

    @BeforeParameterizedClassInvocation
    void open(TestDatabase database, @TempDir Path folder) {
        chat = new InboxFixture(database, folder, faults::before);
    }

    @AfterParameterizedClassInvocation
    void close() {
        chat.close();
    }

    @Test
    void readAnswersWithTheCursorAndTheUnreadAboveIt() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 10, JANUARY);
        chat.rows.send(two.conversation, two.ada, JANUARY);
        chat.rows.send(two.conversation, new Put(two.bob, "system", "renamed", JANUARY));
        chat.rows.send(two.conversation, two.bob, JANUARY);

        assertThat(read(two.ada, two.conversation, 4)).contains(new Cursor(null, two.conversation, 4, 7, 13));
        assertThat(read(two.ada, two.conversation, 11)).contains(new Cursor(null, two.conversation, 11, 1, 13));
        assertThat(read(two.ada, two.conversation, 13)).contains(new Cursor(null, two.conversation, 13, 0, 13));
    }

    /** Promise 7. */
    @Test
    void cursorsNeverGoBackNorAboveTheHead() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 5, JANUARY);

        assertThat(read(two.ada, two.conversation, Long.MAX_VALUE))
                .contains(new Cursor(null, two.conversation, 5, 0, 5));
        assertThat(read(two.ada, two.conversation, 2)).contains(new Cursor(null, two.conversation, 5, 0, 5));
        assertThat(read(two.ada, two.conversation, Long.MIN_VALUE))
                .contains(new Cursor(null, two.conversation, 5, 0, 5));
        delivered(two.ada, two.conversation, Long.MAX_VALUE);
        delivered(two.ada, two.conversation, 1);
        assertThat(chat.listed(two.ada).delivered()).isEqualTo(5);
    }

    @Test
    void cursorOfAForeignOrMissingConversationIsEmpty() {
        Two two = new Two();
        long stranger = chat.user();
        chat.rows.send(two.conversation, two.bob, JANUARY);

        assertThat(read(stranger, two.conversation, 1)).isEmpty();
        assertThat(read(stranger, "p:1:2", 1)).isEmpty();
        delivered(stranger, two.conversation, 1);
        assertThat(read(two.ada, two.conversation, 1)).isPresent();
    }

    /** C3.1: a device with a draft in its outbox reconnects; what came meanwhile has been seen by nobody. */
    @Test
    void sendMarksNothingAsRead() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 6, JANUARY);
        chat.rows.send(two.conversation, two.ada, JANUARY);

        assertThat(chat.listed(two.ada).unread()).isEqualTo(6);
        assertThat(chat.listed(two.ada).read()).isZero();
        assertThat(chat.listed(two.bob).peerRead()).isZero();
        assertThat(chat.listed(two.bob).unread()).isEqualTo(1);
    }

    /** C3.2: what was sent while a member was out does not count, nor what he had not read before. */
    @Test
    void whoIsInAgainStartsWithNothingUnread() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 20, JANUARY);
        read(two.ada, two.conversation, 15);
        chat.rows.send(two.conversation, two.ada, JANUARY);
        chat.groups.leave(two.conversation, two.ada, JANUARY);
        chat.rows.sendMany(two.conversation, two.bob, 10, JANUARY);
        assertThat(chat.listed(two.ada).unread()).as("out").isZero();

        chat.groups.join(two.conversation, two.ada, JANUARY);
        assertThat(chat.listed(two.ada).unread()).isZero();
        chat.rows.sendMany(two.conversation, two.bob, 3, JANUARY);
        assertThat(chat.listed(two.ada).unread()).isEqualTo(3);
        assertThat(read(two.ada, two.conversation, 34).orElseThrow().unread()).isEqualTo(2);
    }

    @Test
    void whoIsOutReadsUpToHisRemovalAtMost() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 5, JANUARY);
        long k = chat.groups.leave(two.conversation, two.ada, JANUARY);
        chat.rows.sendMany(two.conversation, two.bob, 5, JANUARY);

        assertThat(read(two.ada, two.conversation, 100)).contains(new Cursor(null, two.conversation, k, 0, k));
    }

    /** "Read on one device, unread on the other." */
    @Test
    void othersOfTheUserAndThePeerAreToldAndTheConnectionThatAskedIsNot() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 8, JANUARY);
        chat.connect(two.ada, "phone");
        chat.connect(two.ada, "page");
        chat.connect(two.bob, "bob");

        done(chat.inbox.read(two.ada, two.conversation, 5, "phone"));

        await().until(() ->
                chat.pushesTo(two.ada).size() == 1 && chat.pushesTo(two.bob).size() == 1);
        assertThat(chat.pushesTo(two.ada))
                .containsExactly(new ToUsers(List.of(two.ada), new Cursor(null, two.conversation, 5, 3, 8), "phone"));
        assertThat(chat.pushesTo(two.bob))
                .containsExactly(new ToUsers(
                        List.of(two.bob), new Receipt(two.conversation, Long.toString(two.ada), 5, 5), null));
    }

    @Test
    void receiptShowsTheBestOfReadAndDelivered() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 8, JANUARY);
        chat.connect(two.bob, "bob");
        String ada = Long.toString(two.ada);

        delivered(two.ada, two.conversation, 4);
        read(two.ada, two.conversation, 6);
        delivered(two.ada, two.conversation, 5); // another device, that is behind: no news
        delivered(two.ada, two.conversation, 7);

        await().until(() -> chat.pushedTo(two.bob).size() >= 3);
        assertThat(chat.pushedTo(two.bob))
                .containsExactly(
                        new Receipt(two.conversation, ada, 0, 4),
                        new Receipt(two.conversation, ada, 6, 6),
                        new Receipt(two.conversation, ada, 6, 7));
    }

    /** C3.5: told before durable, a badge returns and a tick walks back. */
    @Test
    void failedCommitTellsNobody() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 8, JANUARY);
        chat.connect(two.ada, "page");
        chat.connect(two.bob, "bob");
        faults.failAtCommit(two.ada);

        assertThatThrownBy(() -> read(two.ada, two.conversation, 8))
                .cause()
                .isInstanceOf(RpcException.class)
                .extracting(e -> ((RpcException) e).code())
                .isEqualTo(StatusCode.UNAVAILABLE);
        faults.heal();
        assertThat(read(two.ada, two.conversation, 3)).contains(new Cursor(null, two.conversation, 3, 5, 8));

        await().until(() ->
                !chat.pushedTo(two.bob).isEmpty() && !chat.pushedTo(two.ada).isEmpty());
        assertThat(chat.pushedTo(two.ada)).containsExactly(new Cursor(null, two.conversation, 3, 5, 8));
        assertThat(chat.pushedTo(two.bob)).containsExactly(new Receipt(two.conversation, Long.toString(two.ada), 3, 3));
    }

    /** The connection breaks while COMMIT is under way: not even who asked is told, and to ask again does no harm. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lostCommitTellsNobody(boolean executed) {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 8, JANUARY);
        chat.connect(two.ada, "page");
        chat.faults.set(new Faults.Hook() {
            @Override
            public void before(String step) throws SQLException {
                lose(!executed, step);
            }

            @Override
            public void after(String step) throws SQLException {
                lose(executed, step);
            }

            private void lose(boolean now, String step) throws SQLException {
                if (now && step.equals("COMMIT")) {
                    throw Faults.connectionLost();
                }
            }
        });
        try {
            assertThatThrownBy(() -> read(two.ada, two.conversation, 5)).hasCauseInstanceOf(RpcException.class);
        } finally {
            chat.faults.clear();
        }
        assertThat(chat.listed(two.ada).read()).isEqualTo(executed ? 5 : 0);
        assertThat(read(two.ada, two.conversation, 5)).contains(new Cursor(null, two.conversation, 5, 3, 8));
        read(two.ada, two.conversation, 6);
        await().until(() -> chat.pushedTo(two.ada).contains(new Cursor(null, two.conversation, 6, 2, 8)));
        assertThat(chat.pushedTo(two.ada)).hasSize(executed ? 1 : 2);
    }

    @Test
    void nobodyIsToldBeforeTheCommit() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 8, JANUARY);
        chat.connect(two.ada, "page");
        Gate gate = faults.stopBeforeCommit();

        CompletionStage<Optional<Cursor>> answer = chat.inbox.read(two.ada, two.conversation, 8, "phone");
        gate.awaitArrival();
        assertThat(answer.toCompletableFuture()).isNotDone();
        assertThat(chat.pushedTo(two.ada)).isEmpty();
        gate.open();

        assertThat(done(answer)).isPresent();
        await().until(() -> chat.pushedTo(two.ada).size() == 1);
    }

    @Test
    void movesThatGatherWhileABatchCommitsAreOneBatch() {
        Two two = new Two();
        chat.rows.sendMany(two.conversation, two.bob, 100, JANUARY);
        chat.connect(two.bob, "bob");
        Gate gate = faults.stopBeforeCommit();
        CompletionStage<Optional<Cursor>> first = chat.inbox.read(two.ada, two.conversation, 1, "c");
        gate.awaitArrival();

        List<CompletableFuture<Optional<Cursor>>> more = new ArrayList<>();
        for (int seq = 2; seq <= 100; seq++) {
            more.add(chat.inbox.read(two.ada, two.conversation, seq, "c").toCompletableFuture());
        }
        gate.open();

        done(first);
        assertThat(more)
                .allSatisfy(one -> assertThat(done(one)).contains(new Cursor(null, two.conversation, 100, 0, 100)));
        await().until(() -> chat.pushedTo(two.bob).size() == 2);
    }

    @Test
    void badMoveFailsAlone() {
        List<Two> many = IntStream.range(0, 5).mapToObj(i -> new Two()).toList();
        many.forEach(two -> chat.rows.send(two.conversation, two.bob, JANUARY));
        Gate gate = faults.stopBeforeCommit();
        Two early = new Two();
        CompletionStage<?> first = chat.inbox.read(early.ada, early.conversation, 1, "c");
        gate.awaitArrival();
        List<CompletableFuture<Optional<Cursor>>> answers = many.stream()
                .map(two -> chat.inbox.read(two.ada, two.conversation, 1, "c").toCompletableFuture())
                .toList();
        faults.failOn(many.get(2).ada);
        gate.open();

        done(first);
        for (int i = 0; i < many.size(); i++) {
            if (i == 2) {
                assertThatThrownBy(() -> done(answers.get(2))).hasCauseInstanceOf(RpcException.class);
            } else {
                assertThat(done(answers.get(i))).isPresent();
            }
        }
        faults.heal();
    }

    /** More than may wait is refused at once; nothing is held without bound. */
    @Test
    void movesThatWaitAreBounded() {
        Two two = new Two();
        chat.rows.send(two.conversation, two.bob, JANUARY);
        Gate gate = faults.stopBeforeCommit();
        CompletionStage<?> first = chat.inbox.read(two.ada, two.conversation, 1, "c");
        gate.awaitArrival();
        List<CompletableFuture<Optional<Cursor>>> answers = IntStream.range(0, 21_000)
                .mapToObj(
                        i -> chat.inbox.read(two.ada, two.conversation, 1, "c").toCompletableFuture())
                .toList();
        long refused = answers.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
        gate.open();
        done(first);
        done(CompletableFuture.allOf(answers.subList(0, 20_000).toArray(CompletableFuture<?>[]::new)));
        assertThat(refused).isEqualTo(1_000);
    }

    private Optional<Cursor> read(long user, String conversation, long seq) {
        return done(chat.inbox.read(user, conversation, seq, "asking"));
    }

    private void delivered(long user, String conversation, long seq) {
        done(chat.inbox.delivered(List.of(new Delivered(user, conversation, seq))));
    }

    /** Two users and their conversation. */
    private final class Two {
        final long ada = chat.user();
        final long bob = chat.user();
        final String conversation = chat.rows.conversation(ada, bob);
    }
}

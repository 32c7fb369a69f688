package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.store.ChatRows.Put;
import io.minirpc.gochat.store.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises 5 and 7, by random operations of three devices of one user and one of another: "badge counted one's own
 * messages; a badge of 1 that never clears; read on one device, unread on the other".
 */
class BadgePropertyTest {
    private static final long SEED = 7;
    private static final int OPERATIONS = 2_500;

    @TempDir
    private Path folder;

    @Test
    void badgeIsThePlainCountAndNoCursorGoesBackAfterEachOfManyOperations() {
        System.out.println("BadgePropertyTest: seed " + SEED);
        Random random = new Random(SEED);
        try (InboxFixture chat = new InboxFixture(folder)) {
            Model model = new Model(chat);
            for (int step = 0; step < OPERATIONS; step++) {
                model.change(random, step);
                model.check(step);
            }
            assertThat(model.read).isPositive();
        }
    }

    /** Reads and sends of one member at the same time: neither loses what the other counts. */
    @Test
    void readsAndSendsAtTheSameTimeKeepTheCount() {
        try (InboxFixture chat = new InboxFixture(folder)) {
            Model model = new Model(chat);
            CompletableFuture<?>[] threads = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                        Random random = new Random(SEED + thread);
                        for (int i = 0; i < 150; i++) {
                            if (thread % 2 == 0) {
                                chat.send(model.conversation, random.nextBoolean() ? model.ada : model.bob);
                            } else {
                                long seq = 1 + random.nextInt(300);
                                done(chat.inbox.read(model.ada, model.conversation, seq, "c"));
                            }
                        }
                    }))
                    .toArray(CompletableFuture<?>[]::new);
            done(CompletableFuture.allOf(threads));
            Conversation listed = model.listed();
            assertThat(listed.head()).isEqualTo(300);
            assertThat(listed.unread()).isEqualTo(chat.rows.countUnread(model.conversation, model.ada));
        }
    }

    /** The cursor's values are computed, a send of the same member commits, the values are written. */
    @Test
    void sendBetweenComputingAndWritingACursorIsNotLost() {
        try (InboxFixture chat = new InboxFixture(folder)) {
            Model model = new Model(chat);
            chat.rows.sendMany(model.conversation, model.bob, 5, chat.clock.millis());
            CompletableFuture<Long> send = new CompletableFuture<>();
            AtomicBoolean first = new AtomicBoolean(true);
            chat.faults.set(new Faults.Hook() {
                @Override
                public void before(String step) {
                    if (step.startsWith("UPDATE members SET read_seq") && first.getAndSet(false)) {
                        send.completeAsync(() -> chat.send(model.conversation, model.ada));
                        await().until(() -> send.isDone() || isSomebodyWaiting(chat));
                    }
                }
            });
            done(chat.inbox.read(model.ada, model.conversation, 3, "c"));

            assertThat(done(send)).isEqualTo(6);
            assertThat(model.listed().read()).isEqualTo(3);
            assertThat(model.listed().unread()).isEqualTo(2);
        }
    }

    private static boolean isSomebodyWaiting(InboxFixture chat) {
        return chat.database
                .read(sql -> sql.first(
                        "SELECT session_id FROM information_schema.sessions WHERE blocker_id IS NOT NULL",
                        row -> row.getInt(1)))
                .isPresent();
    }

    /** What should be, of one conversation and one user. */
    private static final class Model {
        private final InboxFixture chat;
        private final long ada;
        private final long bob;
        private final String conversation;
        private long head;
        private long read;
        private long delivered;

        Model(InboxFixture chat) {
            this.chat = chat;
            ada = chat.user();
            bob = chat.user();
            conversation = chat.rows.conversation(ada, bob);
        }

        void change(Random random, int step) {
            chat.clock.move(Duration.ofHours(random.nextInt(2))); // months pass
            switch (random.nextInt(9)) {
                case 0, 1 -> head = chat.send(conversation, ada);
                case 2, 3 -> head = chat.send(conversation, bob);
                case 4 -> head = chat.rows.send(conversation, new Put(ada, "system", "event", chat.clock.millis()));
                case 5, 6, 7 -> read(random);
                default -> deliver(random);
            }
        }

        /** A device is somewhere between the start and a little above the head. */
        private void read(Random random) {
            long asked = random.nextBoolean() ? random.nextLong(head + 5) : Math.min(head, read + random.nextInt(4));
            read = Math.max(read, Math.min(asked, head));
            Cursor told = done(chat.inbox.read(ada, conversation, asked, "device" + random.nextInt(3)))
                    .orElseThrow();
            assertThat(told)
                    .isEqualTo(new Cursor(null, conversation, read, chat.rows.countUnread(conversation, ada), head));
        }

        private void deliver(Random random) {
            long asked = random.nextLong(head + 5);
            delivered = Math.max(delivered, Math.min(asked, head));
            done(chat.inbox.delivered(List.of(new Delivered(ada, conversation, asked))));
        }

        void check(int step) {
            long plain = chat.rows.countUnread(conversation, ada);
            Conversation listed = listed();
            assertThat(List.of(listed.unread(), listed.read(), listed.delivered(), listed.head()))
                    .as("step %d", step)
                    .containsExactly(plain, read, delivered, head);
            SyncEntry entry = done(chat.inbox.sync(ada, Map.of(conversation, new Position(head, null)), 10_000))
                    .get(conversation);
            assertThat(List.of(entry.unread(), entry.read(), entry.delivered(), entry.head()))
                    .as("step %d", step)
                    .containsExactly(plain, read, delivered, head);
        }

        Conversation listed() {
            return done(chat.inbox.list(ada, new ListQuery(null, null, 1)))
                    .conversations()
                    .get(0);
        }
    }
}

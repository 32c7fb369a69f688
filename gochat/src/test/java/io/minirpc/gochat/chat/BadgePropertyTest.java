package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.ListQuery;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Promises 5 and 7, by random operations of four users with three devices each, in groups and conversations of two:
 * "badge counted one's own messages; a badge of 1 that never clears; read on one device, unread on the other".
 */
@OnEveryDatabase
class BadgePropertyTest {
    private static final long SEED = 7;

    @Parameter
    TestDatabase kind;

    @TempDir
    private Path folder;

    @Test
    void everyBadgeIsThePlainCountAfterEachOfManyOperations() {
        operate(kind == TestDatabase.H2 ? 1_000 : 500);
    }

    @Test
    @Tag("soak")
    @Timeout(1_800)
    void everyBadgeIsThePlainCountAfterEachOfTenThousandOperations() {
        operate(10_000);
    }

    private void operate(int operations) {
        System.out.println("BadgePropertyTest: seed " + SEED);
        try (InboxFixture chat = new InboxFixture(kind, folder)) {
            BadgeModel model = new BadgeModel(chat, new Random(SEED));
            for (int step = 0; model.count() < operations; step++) {
                try {
                    boolean changed = model.change();
                    if (changed || step % 10 == 0) { // some of those that were refused
                        model.check();
                    }
                } catch (AssertionError e) {
                    throw new AssertionError("step " + step + " of seed " + SEED, e);
                }
            }
            System.out.println("BadgePropertyTest: " + model.operations());
            assertThat(model.operations())
                    .containsKeys(
                            "send",
                            "read",
                            "delivered",
                            "recall",
                            "block",
                            "create",
                            "join",
                            "rejoin",
                            "invite",
                            "reinvite",
                            "leave",
                            "kick",
                            "rename",
                            "role",
                            "dissolve");
        }
    }

    /** Reads and sends of one member at the same time: neither loses what the other counts. */
    @Test
    void readsAndSendsAtTheSameTimeKeepTheCount() {
        try (InboxFixture chat = new InboxFixture(kind, folder)) {
            Two two = Two.in(chat);
            CompletableFuture<?>[] threads = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                        Random random = new Random(SEED + thread);
                        for (int i = 0; i < 150; i++) {
                            if (thread % 2 == 0) {
                                chat.send(two.conversation(), random.nextBoolean() ? two.ada() : two.bob());
                            } else {
                                long seq = 1 + random.nextInt(300);
                                done(chat.inbox.read(two.ada(), two.conversation(), seq, "c"));
                            }
                        }
                    }))
                    .toArray(CompletableFuture<?>[]::new);
            done(CompletableFuture.allOf(threads));
            Conversation listed = two.listed();
            assertThat(listed.head()).isEqualTo(300);
            assertThat(listed.unread()).isEqualTo(chat.rows.countUnread(two.conversation(), two.ada()));
        }
    }

    /** The cursor's values are computed, a send of the same member commits, the values are written. */
    @Test
    void sendBetweenComputingAndWritingACursorIsNotLost() {
        try (InboxFixture chat = new InboxFixture(kind, folder)) {
            Two two = Two.in(chat);
            chat.rows.sendMany(two.conversation(), two.bob(), 5, chat.clock.millis());
            CompletableFuture<Long> send = new CompletableFuture<>();
            AtomicBoolean first = new AtomicBoolean(true);
            chat.faults.set(new Faults.Hook() {
                @Override
                public void before(String step) {
                    if (step.contains(" members") && step.contains(" read_seq = ") && first.getAndSet(false)) {
                        send.completeAsync(() -> chat.send(two.conversation(), two.ada()));
                        await().until(() -> send.isDone() || isSomebodyWaiting(chat));
                    }
                }
            });
            done(chat.inbox.read(two.ada(), two.conversation(), 3, "c"));

            assertThat(done(send)).isEqualTo(6);
            assertThat(two.listed().read()).isEqualTo(3);
            assertThat(two.listed().unread()).isEqualTo(2);
        }
    }

    private boolean isSomebodyWaiting(InboxFixture chat) {
        return chat.database
                .read(sql -> sql.first(kind.lockWaits(), row -> row.getString(1)))
                .isPresent();
    }

    /** Two users and their conversation. */
    private record Two(InboxFixture chat, long ada, long bob, String conversation) {
        static Two in(InboxFixture chat) {
            long ada = chat.user();
            long bob = chat.user();
            return new Two(chat, ada, bob, chat.rows.conversation(ada, bob));
        }

        Conversation listed() {
            return done(chat.inbox.list(ada, new ListQuery(null, null, 1)))
                    .conversations()
                    .get(0);
        }
    }
}

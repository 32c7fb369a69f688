package io.minirpc.gochat.chat;

import static io.minirpc.gochat.store.ChatRows.JANUARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.chat.InboxFixture.Three;
import io.minirpc.gochat.frame.Role;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Group;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Removals between two statements of one read: what it answers holds for the moment of the first. */
@OnEveryDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxGroupRemovalTest {
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

    /**
     * Group and place come from one statement: nobody who was removed meanwhile appears as a member without a group.
     */
    @Test
    void removalBetweenTheStatementsOfAPageDoesNotShow() {
        Three three = chat.three();
        chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
        Conversation listed = afterFirstStatement(
                () -> {
                    chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
                    chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
                    chat.groups.rename(three.group, three.ada, "without eve");
                },
                () -> chat.listed(three.eve));

        assertThat(listed.left()).isNull();
        assertThat(listed.group()).isEqualTo(new Group("group " + three.group, 3, Role.MEMBER));
        assertThat(listed.head()).isEqualTo(4);
        assertThat(listed.last().seq()).isEqualTo(4);
    }

    /** C4.3: span and head come from one statement, and nothing above that head is read. */
    @Test
    void removalBetweenTheStatementsOfASyncDoesNotShow() {
        Three three = chat.three();
        chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
        SyncEntry entry = afterFirstStatement(
                () -> {
                    chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
                    chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
                },
                () -> chat.sync(three.eve, three.group, 1));

        assertThat(entry.head()).isEqualTo(4);
        assertThat(entry.left()).isNull();
        assertThat(entry.messages()).extracting(Message::seq).containsExactly(2L, 3L, 4L);
        SyncEntry next = chat.sync(three.eve, three.group, 4);
        assertThat(next.left()).isEqualTo(5);
        assertThat(next.messages()).extracting(Message::seq).containsExactly(5L);
    }

    /** C4.3 */
    @Test
    void removalBetweenTheStatementsOfAHistoryDoesNotShow() {
        Three three = chat.three();
        chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
        Optional<HistoryPage> page = afterFirstStatement(
                () -> {
                    chat.groups.kick(three.group, three.ada, three.eve, JANUARY);
                    chat.rows.sendMany(three.group, three.bob, 3, JANUARY);
                },
                () -> chat.history(three.eve, three.group, null));

        assertThat(page.orElseThrow().messages()).extracting(Message::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(chat.history(three.eve, three.group, null)).isEmpty();
    }

    private <T> T afterFirstStatement(Runnable change, Supplier<T> read) {
        AtomicBoolean first = new AtomicBoolean(true);
        chat.faults.set(new Faults.Hook() {
            @Override
            public void after(String step) {
                if (step.contains("FROM members") && step.contains("SELECT") && first.getAndSet(false)) {
                    change.run();
                }
            }
        });
        try {
            return read.get();
        } finally {
            chat.faults.clear();
            assertThat(first).isFalse();
        }
    }
}

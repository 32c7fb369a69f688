package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.chat.Chat.Row;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a batch when one of its steps fails, for each of its steps: statements, COMMIT, ROLLBACK. */
@OnEveryDatabase
@Tag("chaos")
class SendFaultTest {
    private final Faults faults = new Faults();

    private Database database;
    private Chat chat;
    private int trios;

    @Parameter
    TestDatabase kind;

    @BeforeEach
    void start(@TempDir Path folder) {
        database = kind.open(folder, faults);
        chat = new Chat(database);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    enum Fault {
        UNEXPLAINED(false, false),
        DISK_FULL(false, false),
        DEADLOCK(false, true),
        CONNECTION_LOST_BEFORE(false, true),
        CONNECTION_LOST_AFTER(true, true);

        final boolean afterExecution;

        /** The batch runs again, so that nobody sees the fault. */
        final boolean healed;

        Fault(boolean afterExecution, boolean healed) {
            this.afterExecution = afterExecution;
            this.healed = healed;
        }
    }

    private SQLException errorOf(Fault fault) {
        return switch (fault) {
            case UNEXPLAINED -> Faults.unexplained();
            case DISK_FULL -> kind.diskFull();
            case DEADLOCK -> kind.deadlock();
            case CONNECTION_LOST_BEFORE, CONNECTION_LOST_AFTER -> Faults.connectionLost();
        };
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAStepLosesNothingAndRepeatsNothing(Fault fault) {
        failAt(everyFew(), fault, this::run);
    }

    @ParameterizedTest
    @EnumSource
    void failureOfAStepOfABatchOfChangesLosesNothingAndRepeatsNothing(Fault fault) {
        failAt(everyFew(), fault, this::runChanges);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("soak")
    void failureOfAnyStepLosesNothingAndRepeatsNothing(Fault fault) {
        failAt(1, fault, this::run);
        failAt(1, fault, this::runChanges);
    }

    /** Every step on H2, and every fifth on servers: each fault begins at another one. */
    private int everyFew() {
        return kind == TestDatabase.H2 ? 1 : 5;
    }

    @FunctionalInterface
    private interface Batch {
        int run(Trio trio, Fault fault, int failing);
    }

    private void failAt(int every, Fault fault, Batch batch) {
        int steps = batch.run(new Trio(chat, database, trios++), fault, 0);
        assertThat(steps).as("steps of a batch").isBetween(20, 60);

        for (int failing = 1 + fault.ordinal() % every; failing <= steps; failing += every) {
            batch.run(new Trio(chat, database, trios++), fault, failing);
        }
    }

    /** Commits a batch while its step number {@code failing} fails once; returns the number of steps. */
    private int run(Trio trio, Fault fault, int failing) {
        int steps = process(trio::processBatch, fault, failing);
        check(trio, trio.adaBob, "first", "1", "3");
        check(trio, trio.adaEve, "first-of-eve", "4");
        check(trio, trio.bobEve, "2", "5");
        trio.close();
        return steps;
    }

    private int runChanges(Trio trio, Fault fault, int failing) {
        int steps = process(trio::processChanges, fault, failing);
        checkIds(trio, trio.group, "group", "1", "2", "3", "4", "5", "6");
        checkIds(trio, trio.fresh, "fresh", "8");
        checkIds(trio, trio.adaBob, "first", "7");
        assertThat(chat.messages(trio.group)).extracting(Row::countable).containsExactly(0L, 1L, 1L, 2L, 2L, 2L, 2L);
        assertThat(chat.messages(trio.adaBob)).extracting(Row::content).containsExactly("", "1");
        assertThat(chat.roles(trio.group)).isEqualTo(Map.of(trio.ada, "OWNER", trio.eve, "ADMIN"));
        assertThat(chat.roles(trio.fresh)).isEqualTo(Map.of(trio.ada, "MEMBER", trio.eve, "OWNER"));
        assertThat(chat.spans(trio.group, trio.bob)).containsExactly("1-5");
        assertThat(chat.spans(trio.group, trio.eve)).containsExactly("3-");
        assertThat(ofMember("own_above", trio.group, trio.eve)).isEqualTo(1);
        assertThat(ofMember("read_count", trio.group, trio.eve)).isEqualTo(1);
        assertThat(chat.number("SELECT member_version FROM conversations WHERE id = ?", trio.group))
                .isEqualTo(4);
        assertThat(chat.number("SELECT edit_version FROM conversations WHERE id = ?", trio.adaBob))
                .isEqualTo(1);
        assertThat(chat.texts("SELECT name FROM chat_groups WHERE member_count = 2 AND conversation = ?", trio.group))
                .containsExactly("sculling");
        trio.close();
        return steps;
    }

    private long ofMember(String column, String conversation, long user) {
        return chat.number(
                "SELECT " + column + " FROM members WHERE conversation = ? AND user_id = ?", conversation, user);
    }

    /** Processes a batch while one of its steps fails, and once more without a fault; returns the number of steps. */
    private int process(Supplier<List<SendResult>> batch, Fault fault, int failing) {
        AtomicInteger steps = new AtomicInteger();
        faults.set(new Faults.Hook() {
            @Override
            public void before(String step) throws SQLException {
                if (steps.incrementAndGet() == failing && !fault.afterExecution) {
                    throw errorOf(fault);
                }
            }

            @Override
            public void after(String step) throws SQLException {
                if (steps.get() == failing && fault.afterExecution) {
                    throw errorOf(fault);
                }
            }
        });
        assertThat(batch.get())
                .as("step %s of %s", failing, fault)
                .allMatch(result -> result instanceof Sent || (!fault.healed && result instanceof Busy));
        faults.clear();
        assertThat(batch.get()).allMatch(Sent.class::isInstance);
        return steps.get();
    }

    private void checkIds(Trio trio, String conversation, String... clientIds) {
        List<Row> messages = chat.messages(conversation);
        List<Long> seqs = LongStream.rangeClosed(1, clientIds.length).boxed().toList();
        assertThat(messages).extracting(Row::clientId).containsExactly(clientIds);
        assertThat(messages).extracting(Row::seq).isEqualTo(seqs);
        assertThat(chat.head(conversation)).isEqualTo(clientIds.length);
        assertThat(chat.number("SELECT COUNT(*) FROM dedup WHERE conversation = ?", conversation))
                .isEqualTo(clientIds.length);
        await().pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(trio.bus.seqs(conversation)).containsAll(seqs));
    }

    private void check(Trio trio, String conversation, String... clientIds) {
        List<Row> messages = chat.messages(conversation);
        List<Long> seqs = LongStream.rangeClosed(1, clientIds.length).boxed().toList();
        assertThat(messages).extracting(Row::clientId).containsExactlyInAnyOrder(clientIds);
        assertThat(messages).extracting(Row::seq).isEqualTo(seqs);
        assertThat(messages).extracting(Row::countable).isEqualTo(seqs);
        assertThat(chat.head(conversation)).isEqualTo(clientIds.length);
        assertThat(chat.number("SELECT SUM(own_above) FROM members WHERE conversation = ?", conversation))
                .isEqualTo(clientIds.length);
        assertThat(chat.number("SELECT COUNT(*) FROM dedup WHERE conversation = ?", conversation))
                .isEqualTo(clientIds.length);
        await().pollInterval(Duration.ofMillis(2))
                .untilAsserted(() -> assertThat(trio.bus.seqs(conversation)).containsAll(seqs));
    }
}

package io.minirpc.gochat.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** The tables of months, which several services make at the same time. */
@OnEveryDatabase
class MessageTablesTest {
    private static final int SERVICES = 4;

    @Parameter
    TestDatabase kind;

    private Database database;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = kind.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void servicesMakeTheSameMonthsAtTheSameTime() {
        for (int month = 203_001; month <= 203_012; month++) {
            int first = month;
            CompletableFuture<?>[] services = IntStream.range(0, SERVICES)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> SendStore.of(database).ensureMonths(first)))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(services).join();
        }
        assertThat(IntStream.of(203_001, 203_012, 203_101, 203_102)).allSatisfy(this::isEmpty);
    }

    private void isEmpty(int month) {
        List<Long> count = database.read(
                sql -> sql.query("SELECT COUNT(*) FROM " + MessageTables.name(month), row -> row.getLong(1)));
        assertThat(count).containsExactly(0L);
    }

    @Test
    void monthIsMadeWhileMessagesOfAnotherAreWritten() {
        ChatRows rows = new ChatRows(database);
        rows.user(1);
        rows.user(2);
        String conversation = rows.conversation(1, 2);
        rows.send(conversation, 1, ChatRows.JANUARY);
        database.write(sql -> {
            ChatRows.send(sql, conversation, new ChatRows.Put(1, "text", "hello", ChatRows.JANUARY));
            SendStore.of(database).ensureMonths(204_001);
            return 1;
        });
        isEmpty(204_001);
    }
}

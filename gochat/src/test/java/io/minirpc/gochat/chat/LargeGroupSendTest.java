package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change.Dissolve;
import io.minirpc.gochat.api.Change.Invite;
import io.minirpc.gochat.api.Change.Kick;
import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Faults;
import io.minirpc.gochat.store.OnEveryDatabase;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What every database has to do with a group of 5,000. */
@OnEveryDatabase
class LargeGroupSendTest {
    private static final int MEMBERS = 5_000;
    private static final int STEP = 500;
    private static final long FIRST = 10_000;

    private final Faults faults = new Faults();
    private Database database;
    private Chat chat;
    private Service service;

    @Parameter
    TestDatabase kind;

    @BeforeEach
    void start(@TempDir Path folder) {
        database = kind.open(folder, faults);
        chat = new Chat(database);
        chat.addUsers(LongStream.range(FIRST, FIRST + MEMBERS).toArray());
        service = new Service(database, new TestClock("2026-11-27T12:00:00Z"));
    }

    @AfterEach
    void stop() {
        faults.clear();
        service.close();
        database.close();
    }

    @Test
    void batchOfALargeGroupReadsNoMembers() {
        String group = createInSteps();
        assertThat(chat.number("SELECT COUNT(*) FROM members WHERE conversation = ? AND left_seq IS NULL", group))
                .isEqualTo(MEMBERS);
        assertThat(chat.number("SELECT member_count FROM chat_groups")).isEqualTo(MEMBERS);
        AtomicInteger readings = new AtomicInteger();
        faults.set(new Faults.Hook() {
            @Override
            public void before(String step) {
                if (step.startsWith("SELECT") && step.contains("FROM members")) {
                    readings.incrementAndGet();
                }
            }
        });

        long begun = System.nanoTime();
        sendMany(group, 200);
        long ms = (System.nanoTime() - begun) / 1_000_000;
        service.changeUntilSent(group, ADA, "kick", new Kick(FIRST));
        sendMany(group, 10);
        assertThat(readings).as("statements that read members").hasValue(0);
        faults.clear();
        begun = System.nanoTime();
        Sent end = service.changeUntilSent(group, ADA, "end", new Dissolve());
        System.out.printf(
                "group of %d: 200 messages committed and answered in %d ms, dissolved in %d ms%n",
                MEMBERS, ms, (System.nanoTime() - begun) / 1_000_000);
        assertThat(chat.number("SELECT COUNT(*) FROM spans WHERE last_seq = ?", end.seq()))
                .isEqualTo(MEMBERS - 1);
        await().untilAsserted(() ->
                assertThat(service.bus.shown(group, FIRST + 1)).endsWith(end.seq() + "<" + (end.seq() - 1) + "x"));
    }

    private String createInSteps() {
        long begun = System.nanoTime();
        List<Long> users = LongStream.range(FIRST, FIRST + MEMBERS - 1).boxed().toList();
        String group = service.create(ADA, "new", users.subList(0, STEP));
        for (int from = STEP; from < users.size(); from += STEP) {
            service.changeUntilSent(
                    group, ADA, "add" + from, new Invite(users.subList(from, Math.min(users.size(), from + STEP))));
        }
        System.out.printf(
                "group of %d: created in steps of %d in %d ms%n",
                MEMBERS, STEP, (System.nanoTime() - begun) / 1_000_000);
        return group;
    }

    private void sendMany(String group, int count) {
        List<CompletableFuture<SendResult>> answers = IntStream.range(0, count)
                .mapToObj(i -> service.send(group, ADA, count + "-" + i, "hello"))
                .toList();
        assertThat(answers).allMatch(answer -> Service.get(answer) instanceof Sent);
    }
}

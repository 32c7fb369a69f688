package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.Chat.ADA;
import static io.minirpc.gochat.chat.Chat.ADA_BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.SendResult;
import io.minirpc.gochat.api.SendResult.Busy;
import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.store.Database;
import io.minirpc.localservers.MariaDbServer;
import io.minirpc.tests.servers.RequiresMariaDb;
import io.minirpc.tests.servers.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of sends while a real MariaDB is away, stands still, or has a full disk; one service with the pool and
 * the times of the product. Nothing is answered that is not there afterwards, each answer comes within 3 s, and all
 * goes on by itself.
 */
@RequiresMariaDb
@Tag("chaos")
class OutageTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Machines may be slow; the time itself is printed. */
    private static final Duration SLOW = Duration.ofSeconds(8);

    @Test
    void killedDatabaseIsATemporaryErrorAndEverythingGoesOnAfterItsRestart() throws Exception {
        killed(1);
    }

    @Test
    @Tag("soak")
    void databaseThatIsKilledFiveTimesLosesNothing() throws Exception {
        killed(5);
    }

    private static void killed(int times) throws Exception {
        try (MariaDbServer server = MariaDbServer.start()) {
            underLoad(server, senders -> {
                for (int i = 0; i < times; i++) {
                    server.kill();
                    senders.awaitBusy(8);
                    server.restart();
                    senders.awaitSent(50);
                }
            });
        }
    }

    @Test
    void frozenDatabaseIsATemporaryErrorAndEverythingGoesOnAfterTheThaw() throws Exception {
        frozen(Duration.ofSeconds(6)); // longer than socketTimeout: connections end in the middle of transactions
    }

    @Test
    @Tag("soak")
    void databaseThatIsFrozenForThirtySecondsLosesNothing() throws Exception {
        frozen(Duration.ofSeconds(30));
    }

    private static void frozen(Duration time) throws Exception {
        try (MariaDbServer server = MariaDbServer.start()) {
            underLoad(server, senders -> {
                server.stop();
                senders.awaitBusy(8);
                Thread.sleep(time.toMillis()); // what is tested is a time
                server.cont();
                senders.awaitSent(50);
            });
        }
    }

    @Test
    void queueOfAFrozenDatabaseIsBounded() throws Exception {
        try (MariaDbServer server = MariaDbServer.start();
                Database database = Database.openServer(server.url());
                Service service = new Service(database, InstantSource.system(), TIMEOUT)) {
            Chat chat = new Chat(database);
            service.sendUntilSent(ADA_BOB, ADA, "first", "hello");
            server.stop();
            List<CompletableFuture<SendResult>> answers = IntStream.range(0, 3_000)
                    .mapToObj(i -> service.send(ADA_BOB, ADA, "m" + i, "hello"))
                    .toList();
            assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSizeGreaterThan(1_700);
            assertThat(answers.stream().map(Service::get)).allMatch(Busy.class::isInstance);
            server.cont();

            Sent sent = service.sendUntilSent(ADA_BOB, ADA, "last", "hello");
            assertThat(chat.seqs(ADA_BOB)).contains(sent.seq());
            assertThat(chat.head(ADA_BOB)).isLessThanOrEqualTo(1_202); // at most what had been taken already
        }
    }

    @Test
    void fullDiskIsATemporaryErrorAndLosesNothing(@TempDir Path folder) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder, "400m");
                MariaDbServer server =
                        MariaDbServer.builder().data(disk.resolve("data")).start()) {
            underLoad("x".repeat(16_000), server, senders -> {
                disk.fill();
                senders.awaitBusy(8);
                disk.free();
                senders.awaitSent(50);
            });
        }
    }

    @FunctionalInterface
    private interface Fault {
        void happen(Senders senders) throws Exception;
    }

    private static void underLoad(MariaDbServer server, Fault fault) throws Exception {
        underLoad("hello", server, fault);
    }

    private static void underLoad(String content, MariaDbServer server, Fault fault) throws Exception {
        try (Database database = Database.openServer(server.url());
                Service service = new Service(database, InstantSource.system(), TIMEOUT)) {
            Chat chat = new Chat(database);
            try (Senders senders = new Senders(8, content, service)) {
                senders.awaitSent(50);
                fault.happen(senders);
                Duration slowest = senders.slowest();
                System.out.printf(
                        "OutageTest: %d sent, %d busy, slowest answer %d ms%n",
                        senders.sent(), senders.busy(), slowest.toMillis());
                assertThat(slowest).isLessThan(SLOW);
                senders.check(chat);
            }
        }
    }
}

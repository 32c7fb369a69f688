package io.minirpc.gochat.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.gochat.api.SendResult.Sent;
import io.minirpc.gochat.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many messages a second one process commits to an H2 file with a sync before each answer; printed. */
@Tag("soak")
class ThroughputTest {
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration MEASURED = Duration.ofSeconds(10);

    private final AtomicLong ids = new AtomicLong();

    @TempDir
    Path folder;

    /** Each sender has a conversation of its own, and sends its next message after the answer to the one before. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 256})
    void sendsASecond(int senders) {
        try (Database database = Database.openFile(folder.resolve("chat"), true)) {
            Chat chat = new Chat(database);
            chat.addUsers(IntStream.range(0, senders).mapToLong(i -> 100 + i).toArray());
            try (Service service = new Service(database, InstantSource.system())) {
                send(service, senders, WARM_UP);
                long sent = send(service, senders, MEASURED);
                System.out.printf("%d senders: %d sends/s%n", senders, sent / MEASURED.toSeconds());
                assertThat(sent).isPositive();
            }
        }
    }

    private long send(Service service, int senders, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return SendTest.inParallel(senders, i -> sendUntil(end, service, 100L + i))
                .size();
    }

    private List<Sent> sendUntil(long end, Service service, long sender) {
        String conversation = "p:" + Chat.ADA + ":" + sender;
        List<Sent> sent = new ArrayList<>();
        while (System.nanoTime() < end) {
            sent.add(service.sendUntilSent(conversation, sender, "m" + ids.incrementAndGet(), "hello, how are you?"));
        }
        return sent;
    }
}

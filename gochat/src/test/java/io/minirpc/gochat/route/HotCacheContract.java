package io.minirpc.gochat.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.frame.ServerFrame.Message;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link HotCache} does while nothing is lost. */
public abstract class HotCacheContract {
    protected static final String CONVERSATION = "p:1:2";

    /** Returns the cache under test, empty. */
    protected abstract HotCache cache();

    @Test
    void rangesThatAreThereAreRead() {
        add(1, 5, 10);

        awaitSeqs(1, 5, 10);
        awaitSeqs(1, 7, 8);
        assertThat(read(1, 5, 10)).isEqualTo(messages(5, 10));
    }

    /** A range is used only if it is complete. */
    @Test
    void rangesWithAMissingMessageAreNotRead() {
        add(1, 5, 7);
        add(1, 9, 10);
        awaitSeqs(1, 9, 10);

        assertThat(read(1, 5, 10)).isEmpty();
        assertThat(read(1, 9, 11)).isEmpty();
        assertThat(read(1, 4, 7)).isEmpty();
        assertThat(read(1, 8, 8)).isEmpty();
        add(1, 8, 8);
        awaitSeqs(1, 5, 10);
    }

    /** H8: a recall raises the version, and what was written before it, or is written late, is not found under it. */
    @Test
    void editVersionsAreApart() {
        add(1, 5, 6);
        awaitSeqs(1, 5, 6);
        add(2, 6, 6);
        awaitSeqs(2, 6, 6);
        add(1, 5, 6); // by a reader who read before the recall

        assertThat(read(2, 5, 6)).isEmpty();
    }

    @Test
    void messageAddedAgainIsThereOnce() {
        add(1, 5, 6);
        Message other = new Message(CONVERSATION, 6, 0, "106", "1", "text", "in another encoding", 1_000, null);
        cache().add(CONVERSATION, 1, List.of(other));

        await().untilAsserted(() -> assertThat(read(1, 5, 6)).containsExactly(message(5), other));
    }

    @Test
    void theLastHundredAreKept() {
        for (long first = 1; first < 300; first += 50) {
            add(1, first, first + 49);
        }
        awaitSeqs(1, 201, 300);
        assertThat(read(1, 200, 200)).isEmpty();
    }

    protected void add(long editVersion, long first, long last) {
        cache().add(CONVERSATION, editVersion, messages(first, last));
    }

    protected void awaitSeqs(long editVersion, long first, long last) {
        await().untilAsserted(() -> assertThat(read(editVersion, first, last))
                .extracting(Message::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(first, last).boxed().toList()));
    }

    protected List<Message> read(long editVersion, long first, long last) {
        return cache().read(CONVERSATION, editVersion, first, last)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static List<Message> messages(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(HotCacheContract::message)
                .toList();
    }

    private static Message message(long seq) {
        return new Message(CONVERSATION, seq, seq - 1, "10" + seq, "1", "text", "🍣 " + seq, 1_000, "m-" + seq);
    }
}

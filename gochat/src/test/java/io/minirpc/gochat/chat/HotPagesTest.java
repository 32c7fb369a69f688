package io.minirpc.gochat.chat;

import static io.minirpc.gochat.chat.InboxFixture.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.gochat.api.Change;
import io.minirpc.gochat.api.HistoryPage;
import io.minirpc.gochat.api.HistoryQuery;
import io.minirpc.gochat.frame.ConversationId;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.route.HotCache;
import io.minirpc.gochat.route.memory.MemoryHotCache;
import io.minirpc.gochat.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H8: pages with the cache are those of the database, whatever the cache does. */
class HotPagesTest {
    private final WatchedCache cache = new WatchedCache();
    private InboxFixture chat;
    private long ada;
    private long bob;
    private String conversation;

    @BeforeEach
    void open(@TempDir Path folder) {
        chat = new InboxFixture(TestDatabase.H2, folder, cache);
        ada = chat.user();
        bob = chat.user();
        conversation = ConversationId.of(ada, bob).toString();
    }

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void committedMessagesAreReadFromTheCache() {
        for (int i = 0; i < 60; i++) {
            chat.send(conversation, i % 2 == 0 ? ada : bob);
        }
        awaitCached(60);
        int before = cache.hits.get();

        List<Message> page = history(20);

        assertThat(cache.hits.get()).isGreaterThan(before);
        cache.isAway = true;
        assertThat(history(20)).isEqualTo(page).hasSize(20);
        assertThat(page.get(19).prev()).isEqualTo(59);
    }

    @Test
    void pageThatWasReadFromTheDatabaseIsCached() {
        cache.isAway = true;
        chat.send(conversation, ada);
        chat.send(conversation, bob);
        cache.isAway = false;
        List<Message> stored = history(20);
        int before = cache.hits.get();

        assertThat(history(20)).isEqualTo(stored).hasSize(2);
        assertThat(cache.hits.get()).isGreaterThan(before);
    }

    @Test
    void recalledTextIsNeverServed() {
        long seq = chat.send(conversation, ada);
        chat.send(conversation, bob);
        awaitCached(2);
        List<Message> before = history(20);
        assertThat(before.get(0).content()).isEqualTo("hello");

        chat.change(conversation, ada, "r1", new Change.Recall(seq)).orElseThrow();
        assertThat(history(20).get(0).content()).isEmpty();

        cache.add(conversation, 0, before); // by a reader who read the row before the recall
        assertThat(history(20).get(0).content()).isEmpty();
        assertThat(history(20)).hasSize(3);
    }

    @Test
    void cacheThatDoesNotAnswerIsNotWaitedFor() {
        chat.send(conversation, ada);
        cache.answers = new CompletableFuture<>();
        assertThat(history(20)).hasSize(1);
        cache.answers = CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
        assertThat(history(20)).hasSize(1);
    }

    private void awaitCached(long head) {
        await().until(() -> !done(cache.kept.read(conversation, 0, 1, head)).isEmpty());
    }

    private List<Message> history(int limit) {
        HistoryQuery query = new HistoryQuery(null, null, limit, 200_000);
        return done(chat.inbox.history(bob, conversation, query))
                .map(HistoryPage::messages)
                .orElseThrow();
    }

    /** A cache that counts, and does not answer where it is told so. */
    private static final class WatchedCache implements HotCache {
        final MemoryHotCache kept = new MemoryHotCache();
        final AtomicInteger hits = new AtomicInteger();
        volatile boolean isAway;
        volatile CompletableFuture<List<Message>> answers;

        @Override
        public void add(String conversation, long editVersion, List<Message> messages) {
            if (!isAway) {
                kept.add(conversation, editVersion, messages);
            }
        }

        @Override
        public CompletionStage<List<Message>> read(String conversation, long editVersion, long first, long last) {
            if (answers != null) {
                return answers;
            }
            return kept.read(conversation, editVersion, first, last).thenApply(found -> {
                if (isAway || found.isEmpty()) {
                    return List.of();
                }
                hits.incrementAndGet();
                return found;
            });
        }
    }
}

package io.minirpc.gochat.chat;

import io.minirpc.gochat.chat.Notices.Notice;
import io.minirpc.gochat.store.Database;
import io.minirpc.gochat.store.Span;
import io.minirpc.gochat.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The counts that tell authors in groups how many have received and read their messages. All cursors that move within
 * an interval cause one push for each author. Thread-safe; never blocks. Holds at most 10,000 groups; a group beyond
 * them is counted when its next cursor moves.
 */
final class GroupCounts {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCounts.class);
    private static final int MAX_GROUPS = 10_000;

    private final ReceiptReader reader;
    private final Database database;
    private final Notices notices;
    private final Executor later;

    private Map<String, Span> passed = new HashMap<>();
    private boolean running;

    /** @param interval between two pushes of one group, at least */
    GroupCounts(ReceiptReader reader, Database database, Notices notices, Duration interval) {
        this.reader = reader;
        this.database = database;
        this.notices = notices;
        later = CompletableFuture.delayedExecutor(interval.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    }

    /** Takes note of messages that a member's cursor has passed. */
    synchronized void passed(String conversation, Span seqs) {
        if (passed.size() >= MAX_GROUPS && !passed.containsKey(conversation)) {
            return;
        }
        passed.merge(conversation, seqs, GroupCounts::union);
        if (!running) {
            running = true;
            later.execute(this::tell);
        }
    }

    private static Span union(Span one, Span other) {
        return new Span(Math.min(one.first(), other.first()), Math.max(one.last(), other.last()));
    }

    private synchronized Map<String, Span> take() {
        Map<String, Span> taken = passed;
        passed = new HashMap<>();
        return taken;
    }

    private void tell() {
        Map<String, Span> due = take();
        database.submit(() -> tell(due)).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("no counts for {} groups: {}", due.size(), failure.toString());
            }
            goOn();
        });
    }

    private synchronized void goOn() {
        running = !passed.isEmpty();
        if (running) {
            later.execute(this::tell);
        }
    }

    /**
     * Membership is read from the database for each push, which follows at once: who is out is told nothing, and
     * nothing is told of him.
     */
    private @Nullable Void tell(Map<String, Span> due) {
        due.forEach((conversation, seqs) -> {
            long read = System.nanoTime();
            List<Notice> counts = new ArrayList<>();
            try {
                reader.counts(conversation, seqs)
                        .forEach((author, frame) -> counts.add(new Notice(author, frame, null)));
            } catch (StoreException e) {
                LOG.debug("no counts for {}: {}", conversation, e.toString());
            }
            notices.sendToMembers(counts, read);
        });
        return null;
    }
}

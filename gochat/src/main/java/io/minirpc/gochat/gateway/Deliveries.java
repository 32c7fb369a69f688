package io.minirpc.gochat.gateway;

import io.minirpc.gochat.api.Delivered;
import io.minirpc.gochat.api.InboxService;
import io.minirpc.gochat.frame.ConversationId;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Gathers the positions of devices, and tells them to the services in one call at a time. Of a user and conversation
 * only the highest counts. Bounded: what does not fit is dropped, and a later position covers it. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // tasks that cannot fail
final class Deliveries {
    private static final int MAX_BATCH = 1_000;
    private static final int MAX_WAITING = 50_000;

    private final InboxService inbox;
    private final EventExecutor timer;
    private final long delayMillis;
    private final Map<Key, Long> waiting = new HashMap<>();
    private boolean scheduled;

    Deliveries(InboxService inbox, EventExecutor timer, long delayMillis) {
        this.inbox = inbox;
        this.timer = timer;
        this.delayMillis = delayMillis;
    }

    /** Adds a user's positions; returns false, and adds none, where one of them cannot be. */
    boolean add(long user, Map<String, Long> positions) {
        for (Map.Entry<String, Long> position : positions.entrySet()) {
            Long seq = position.getValue();
            boolean isHis = ConversationId.parse(position.getKey())
                    .filter(conversation -> conversation.mayHave(user))
                    .isPresent();
            if (!isHis || seq == null || seq < 0 || seq > Frames.MAX_NUMBER) {
                return false;
            }
        }
        positions.forEach((conversation, seq) -> add(new Key(user, conversation), seq));
        return true;
    }

    private synchronized void add(Key key, long seq) {
        if (waiting.size() < MAX_WAITING || waiting.containsKey(key)) {
            waiting.merge(key, seq, Math::max);
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled && !waiting.isEmpty() && !timer.isShuttingDown()) {
            scheduled = true;
            timer.schedule(this::tell, delayMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        List<Delivered> batch = next();
        ask(batch).whenComplete((done, failure) -> told(batch, failure != null));
    }

    private CompletionStage<Void> ask(List<Delivered> batch) {
        try {
            return inbox.delivered(batch);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Tells at once what waits, at the end. */
    CompletionStage<Void> flush() {
        List<Delivered> batch = next();
        return batch.isEmpty() ? CompletableFuture.completedStage(null) : ask(batch);
    }

    private synchronized List<Delivered> next() {
        List<Delivered> batch = new ArrayList<>();
        Iterator<Map.Entry<Key, Long>> entries = waiting.entrySet().iterator();
        while (entries.hasNext() && batch.size() < MAX_BATCH) {
            Map.Entry<Key, Long> entry = entries.next();
            batch.add(new Delivered(entry.getKey().user(), entry.getKey().conversation(), entry.getValue()));
            entries.remove();
        }
        return batch;
    }

    private synchronized void told(List<Delivered> batch, boolean failed) {
        scheduled = false;
        if (failed) {
            batch.forEach(one -> add(new Key(one.user(), one.conversation()), one.seq()));
        }
        schedule();
    }

    private record Key(long user, String conversation) {}
}

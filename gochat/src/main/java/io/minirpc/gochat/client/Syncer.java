package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ClientFrame.Position;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Synced;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The requests for what is missing, one at a time. Belongs to the loop. */
final class Syncer {
    private static final int CONVERSATIONS_AT_ONCE = 100;
    private static final long WITHOUT_PROGRESS_MS = 1_000;

    /** What follows from what a conversation was told. */
    enum Outcome {
        COMPLETE,
        MORE,

        /** Something is missing that the answer did not bring. */
        LACKING
    }

    /** What takes the answers. */
    interface Target {
        Outcome synced(ConversationState conversation, SyncEntry entry);

        /** All entries of an answer were told. */
        void syncedAll();
    }

    private final Wire wire;
    private final Retry retry;
    private final Target target;
    private final Set<ConversationState> wanted = new LinkedHashSet<>();
    private boolean syncing;

    Syncer(Wire wire, Retry retry, Target target) {
        this.wire = wire;
        this.retry = retry;
        this.target = target;
    }

    void want(ConversationState conversation) {
        wanted.add(conversation);
        next();
    }

    private void next() {
        if (syncing || wanted.isEmpty() || !wire.isLive()) {
            return;
        }
        syncing = true;
        List<ConversationState> batch =
                wanted.stream().limit(CONVERSATIONS_AT_ONCE).toList();
        batch.forEach(wanted::remove);
        sync(batch);
    }

    private void sync(List<ConversationState> batch) {
        Map<String, Position> have = new LinkedHashMap<>();
        batch.forEach(conversation -> have.put(conversation.id, conversation.have()));
        wire.ask(id -> new ClientFrame.Sync(id, have), (answer, failure) -> {
            if (!(answer instanceof Synced synced)) {
                retry.after(failure, () -> sync(batch));
                return;
            }
            boolean progress = false;
            for (ConversationState conversation : batch) {
                SyncEntry entry = synced.conversations().get(conversation.id);
                progress |= entry != null;
                take(conversation, entry == null ? Outcome.MORE : target.synced(conversation, entry));
            }
            target.syncedAll();
            syncing = false;
            if (progress) {
                next();
            } else {
                retry.later(WITHOUT_PROGRESS_MS, this::next);
            }
        });
    }

    private void take(ConversationState conversation, Outcome outcome) {
        if (outcome == Outcome.MORE) {
            wanted.add(conversation);
        } else if (outcome == Outcome.LACKING) {
            retry.later(WITHOUT_PROGRESS_MS, () -> {
                if (conversation.lacks()) {
                    want(conversation);
                }
            });
        }
    }

    /** The connection was lost: what is missing is wanted again at the next welcome. */
    void lost() {
        wanted.clear();
        syncing = false;
    }
}

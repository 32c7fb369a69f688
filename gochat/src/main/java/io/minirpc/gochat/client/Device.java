package io.minirpc.gochat.client;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Conversation;
import io.minirpc.gochat.frame.ServerFrame.Cursor;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.minirpc.gochat.frame.ServerFrame.Receipt;
import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.frame.ServerFrame.Welcome;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of a device, and how it keeps them right: docs/protocol.md. Takes frames, asks for what is missing,
 * acknowledges, and tells a listener what a screen would show. Belongs to the loop.
 */
final class Device implements Syncer.Target {
    /** Longer than a truth is on its way from the database to the client. */
    private static final long SETTLED_NANOS = 1_000_000_000L;

    private final Wire wire;
    private final Retry retry;
    private final LongSupplier nanoTime;
    private final ClientSettings settings;
    private final ClientListener listener;
    private final Consumer<Cursor> cursorPushed;
    private final Inventory inventory;
    private final Lister lister;
    private final Syncer syncer;
    private final Typists typists;
    private final GroupEvents groupEvents;
    private final Set<ConversationState> touched = new LinkedHashSet<>();

    private String self = "";
    private @Nullable String epoch;
    private long movedAt; // when a push moved the sums last
    private long firstWelcome;
    private boolean begun; // all pages were listed once

    /**
     * Creates a device that knows nothing.
     *
     * @param cursorPushed is told cursors that other devices moved
     */
    Device(
            Wire wire,
            Loop loop,
            Retry retry,
            LongSupplier nanoTime,
            ClientSettings settings,
            ClientListener listener,
            Rules rules,
            Consumer<Cursor> cursorPushed) {
        this.nanoTime = nanoTime;
        movedAt = nanoTime.getAsLong() - SETTLED_NANOS;
        this.wire = wire;
        this.retry = retry;
        this.settings = settings;
        this.listener = listener;
        this.cursorPushed = cursorPushed;
        inventory = new Inventory(rules);
        lister = new Lister(wire, retry, inventory, settings, this::listed, this::listedAll);
        syncer = new Syncer(wire, retry, this);
        typists = new Typists(loop, listener);
        groupEvents = new GroupEvents(listener);
    }

    Inventory inventory() {
        return inventory;
    }

    void welcomed(Welcome welcome) {
        self = welcome.user().id();
        firstWelcome = firstWelcome == 0 ? welcome.time() : firstWelcome;
        if (keepsNothing()) {
            return;
        }
        enterEpoch(welcome.epoch());
        Truth truth = welcome.truth();
        if (!inventory.sums().equals(truth)) {
            syncWaiting(welcome.waiting());
        }
        if (!begun && truth.equals(new Truth(0, 0, 0))) {
            begun = true; // there is nothing to list
        } else if (!begun || !inventory.sums().equals(truth)) {
            lister.list();
        }
        lister.welcomed();
        inventory.all().stream().filter(ConversationState::lacks).toList().forEach(syncer::want);
    }

    /** Asks first for what waits, as far as it is known here; the list brings the rest. */
    private void syncWaiting(@Nullable List<String> waiting) {
        for (String id : waiting == null ? List.<String>of() : waiting) {
            ConversationState known = inventory.find(id);
            if (known != null && known.isStarted()) {
                syncer.want(known);
            }
        }
    }

    /** Drops everything if the database is another one than before. */
    private void enterEpoch(String entered) {
        if (epoch != null && !epoch.equals(entered)) {
            inventory.all().forEach(known -> listener.dropped(known.id));
            inventory.clear();
            lister.clear();
            begun = false;
            touched.clear();
        }
        epoch = entered;
    }

    void lost() {
        lister.lost();
        syncer.lost();
    }

    /** Takes the pushes of one WebSocket frame, and acknowledges its messages at its end. */
    void received(List<ServerFrame> pushes) {
        Long mark = null;
        for (ServerFrame push : pushes) {
            if (push instanceof ServerFrame.Mark end) {
                mark = end.n();
            } else {
                received(push);
            }
        }
        endFrame(mark);
    }

    private boolean keepsNothing() {
        return settings.start() == ClientSettings.Start.NOTHING;
    }

    private void received(ServerFrame push) {
        listener.pushed(push);
        if (push instanceof Truth truth) {
            truth(truth);
        } else if (push instanceof ServerFrame.Behind) {
            behind();
        } else if (!keepsNothing()) {
            kept(push);
        }
    }

    private void kept(ServerFrame push) {
        if (push instanceof Message message) {
            movedAt = nanoTime.getAsLong();
            pushed(message);
        } else if (push instanceof Cursor cursor) {
            movedAt = nanoTime.getAsLong();
            cursor(cursor);
            cursorPushed.accept(cursor);
        } else if (push instanceof Receipt receipt) {
            ConversationState known = inventory.find(receipt.conversation());
            if (known != null) {
                receipt(known, receipt.user(), receipt.read(), receipt.delivered());
            }
        } else if (push instanceof ServerFrame.Counts counts) {
            listener.counts(counts);
        } else if (push instanceof ServerFrame.Typing typing) {
            typists.heard(typing.conversation(), typing.user());
        } else if (push instanceof ServerFrame.Presence presence) {
            listener.presence(presence.user(), presence.online());
        }
    }

    private void pushed(Message message) {
        ConversationState known = inventory.of(message.conversation());
        if (!known.isStarted()) {
            known.startAt(settings.start() == ClientSettings.Start.NOW ? message.prev() : 0, null);
        }
        if (take(known, message) == Rules.Arrival.HOLE) {
            syncer.want(known);
        }
        if (!known.counted) {
            lister.ask(known.id);
        }
    }

    private Rules.Arrival take(ConversationState known, Message message) {
        Rules.Arrival arrival = known.take(message, self);
        touched.add(known);
        if (arrival == Rules.Arrival.SHOW) {
            typists.stop(known.id, message.from());
            if (message.time() >= known.shownFrom) {
                listener.shown(message);
            }
            groupEvents.shown(message, self, new GroupEvents.Membership() {
                @Override
                public void out() {
                    known.leave(message.seq());
                    inventory.wentDown(known);
                }

                @Override
                public void in() {
                    known.join();
                    syncer.want(known); // joining moved the cursor
                }
            });
        }
        return arrival;
    }

    /** Takes the user's own cursor, from a push or an answer. */
    void cursor(Cursor cursor) {
        if (keepsNothing()) {
            return;
        }
        ConversationState known = inventory.of(cursor.conversation());
        if (!known.counted) {
            lister.ask(known.id);
        }
        cursor(known, cursor.read(), cursor.unread(), cursor.at());
    }

    private void cursor(ConversationState known, long read, long unread, long at) {
        touched.add(known);
        if (known.cursor(read, unread, at) && known.isStarted()) {
            syncer.want(known);
        }
    }

    private void receipt(ConversationState known, String user, long read, long delivered) {
        if (known.receipt(read, delivered)) {
            listener.receipt(new Receipt(known.id, user, known.peerRead(), known.peerDelivered()));
        }
    }

    /**
     * Compares with the truth. Equal sums say nothing while messages come: one that came after the truth was read hides
     * one that was lost. The list has the head of each conversation.
     */
    private void truth(Truth truth) {
        wire.say(new ClientFrame.Alive());
        if (keepsNothing() || lister.isBusy()) {
            return;
        }
        boolean settled = nanoTime.getAsLong() - movedAt >= SETTLED_NANOS && !inventory.hasRestMoved();
        if (!settled || !inventory.sums().equals(truth)) {
            lister.list();
        }
    }

    /** The first sync makes the connection live again; what was committed before it is found by listing after it. */
    private void behind() {
        wire.ask(id -> new ClientFrame.Sync(id, Map.of()), (answer, failure) -> {
            if (failure == null && !keepsNothing()) {
                lister.list();
            } else if (failure != null) {
                retry.after(failure, this::behind);
            }
        });
    }

    private void listed(List<Conversation> entries) {
        for (Conversation entry : entries) {
            ConversationState known = inventory.of(entry.id());
            if (!known.isStarted()) {
                start(known, entry);
            }
            cursor(known, entry.read(), entry.unread(), entry.head());
            if (entry.peer() != null) {
                receipt(known, entry.peer().id(), entry.peerRead(), entry.peerDelivered());
            }
            if (known.lacks()) {
                syncer.want(known);
            }
        }
        endFrame(null);
    }

    /** What is shown but lies below the pages that were listed may have moved too. */
    private void listedAll() {
        begun = true;
        inventory.all().stream()
                .filter(known -> known.isStarted() && !known.counted)
                .map(known -> known.id)
                .toList()
                .forEach(lister::ask);
    }

    private void start(ConversationState known, Conversation entry) {
        if (settings.start() == ClientSettings.Start.HISTORY) {
            known.startAt(0, null);
        } else if (begun) {
            known.startAt(0, null);
            known.shownFrom = firstWelcome;
        } else {
            known.startAt(
                    entry.head(), entry.last() == null ? null : entry.last().id());
        }
    }

    @Override
    public Syncer.Outcome synced(ConversationState known, SyncEntry entry) {
        if (entry.unknown()) {
            forget(known);
            return Syncer.Outcome.COMPLETE;
        }
        if (entry.ahead()) {
            listener.dropped(known.id);
            known.drop();
            return Syncer.Outcome.MORE;
        }
        touched.add(known);
        if (entry.gap() && entry.first() - 1 > known.position()) {
            known.startAt(entry.first() - 1, null);
            listener.gap(known.id, entry.first());
        }
        boolean hole = !takeAll(known, entry);
        known.head = Math.max(known.head, entry.head());
        known.cursor(entry.read(), entry.unread(), entry.head());
        Long left = entry.left();
        if (left != null && known.left == null && known.head <= left) {
            known.leave(left);
            inventory.wentDown(known);
        }
        peerReceipt(known, entry);
        if (entry.more() && !hole) {
            return Syncer.Outcome.MORE;
        }
        return known.lacks() ? Syncer.Outcome.LACKING : Syncer.Outcome.COMPLETE;
    }

    /** Returns false at a message that does not join the one before, which no answer should have. */
    private boolean takeAll(ConversationState known, SyncEntry entry) {
        List<Message> messages = entry.messages();
        if (messages != null) {
            for (Message message : messages) {
                if (message.conversation().equals(known.id) && take(known, message) == Rules.Arrival.HOLE) {
                    return false;
                }
            }
        }
        return true;
    }

    private void peerReceipt(ConversationState known, SyncEntry entry) {
        String peer = Peers.peerOf(known.id, self);
        if (peer != null) {
            receipt(known, peer, entry.peerRead(), entry.peerDelivered());
        }
    }

    private void forget(ConversationState known) {
        if (known.head > 0) {
            listener.dropped(known.id);
            inventory.remove(known.id);
            touched.remove(known);
        }
    }

    @Override
    public void syncedAll() {
        endFrame(null);
    }

    /** Acknowledges positions that moved, and tells the listener of badges and cursors that changed. */
    void endFrame(@Nullable Long mark) {
        Map<String, Long> moved = new HashMap<>();
        for (ConversationState known : touched) {
            if (known.acknowledge()) {
                moved.put(known.id, known.position());
            }
            if (known.tellLeft()) {
                listener.left(known.id, known.position());
            }
            if (known.tellRead()) {
                listener.cursor(known.id, known.badge.read());
            }
            if (known.tellBadge()) {
                listener.badge(known.id, known.badge.unread());
            }
        }
        touched.clear();
        if (mark != null || !moved.isEmpty()) {
            wire.say(new ClientFrame.Ack(mark == null ? 0 : mark, moved));
        }
    }
}

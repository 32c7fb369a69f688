package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ServerFrame.SyncEntry;
import io.minirpc.gochat.gateway.Connection.State;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of pushes to a connection: messages wait in its window, control frames go at once, and the rest is dropped
 * where somebody is out or does not read, or it is old. What comes before the welcome waits for it. Belongs to the
 * connection's event loop.
 */
final class PushLane {
    private static final int MAX_EARLY = 64;

    private final Hub hub;
    private final Connection connection;
    private final PushWindow window;
    private final Outbox outbox;
    private final Departures departures = new Departures();
    private final List<ByteBuf> early = new ArrayList<>();
    private boolean overflowed;

    PushLane(Hub hub, Connection connection, PushWindow window, Outbox outbox) {
        this.hub = hub;
        this.connection = connection;
        this.window = window;
        this.outbox = outbox;
    }

    /** Writes the control frames that waited for the welcome. */
    void begin() {
        early.forEach(outbox::control);
        early.clear();
    }

    /** Returns, once, whether messages were dropped before the welcome. */
    boolean overflowed() {
        boolean was = overflowed;
        overflowed = false;
        return was;
    }

    /** Takes over the line of a push. */
    void push(Pushed push, ByteBuf line) {
        if (connection.state() == State.CLOSED || connection.state() == State.OPENING) {
            line.release();
            return;
        }
        note(push);
        switch (push.kind()) {
            case MESSAGE -> message(push, line);
            case CONTROL -> control(push, line);
            case REST -> rest(push, line);
        }
    }

    private void note(Pushed push) {
        String conversation = push.conversation();
        if (conversation == null) {
            return;
        }
        switch (push.standing()) {
            case OUT -> out(conversation, push.seq());
            case IN -> {
                departures.in(conversation, push.seq());
                connection.joined(conversation);
            }
            case UNCHANGED -> {}
        }
    }

    /** Notes what the client is told of a conversation by the answer of a sync. */
    void synced(String conversation, SyncEntry entry) {
        if (entry.left() != null) {
            out(conversation, entry.left());
        } else if (!entry.unknown()) {
            departures.in(conversation, entry.head());
        }
    }

    /** Notes that the user is out. Writes first what waits, since only messages of the conversation may follow. */
    private void out(String conversation, long seq) {
        if (connection.isOpen()) {
            outbox.flush();
        }
        departures.out(conversation, seq);
    }

    private void message(Pushed push, ByteBuf line) {
        State state = connection.state();
        if (state == State.BEHIND || overflowed) {
            push.trace().dropped(connection.device(), "behind");
            line.release();
        } else if (!window.offer(push, line)) {
            if (state == State.LIVE) {
                connection.behind();
            } else {
                overflowed = true;
                window.clear();
            }
        } else if (state == State.LIVE) {
            outbox.flushSoon();
        }
    }

    /** The truth heals what is dropped here, so that it need not wait for somebody who does not read. */
    private void control(Pushed push, ByteBuf line) {
        boolean greeted = connection.state() != State.GREETING;
        if (!greeted && early.size() < MAX_EARLY) {
            early.add(line);
        } else if (greeted && connection.isWritable()) {
            outbox.control(line);
        } else {
            drop(push, line);
        }
    }

    private void rest(Pushed push, ByteBuf line) {
        if (connection.isOpen() && !departures.isOut(push.conversation()) && !isOld(push)) {
            outbox.rest(line);
        } else {
            drop(push, line);
        }
    }

    private boolean isOld(Pushed push) {
        return push.conversation() != null
                && System.nanoTime() - push.since() >= hub.settings().nanos(Timing.NOTICE);
    }

    private void drop(Pushed push, ByteBuf line) {
        hub.metrics().dropped(push.kind());
        line.release();
    }

    /** Releases what still waits for a welcome. */
    void end() {
        early.forEach(ByteBuf::release);
        early.clear();
    }
}

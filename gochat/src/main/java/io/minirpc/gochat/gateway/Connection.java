package io.minirpc.gochat.gateway;

import io.minirpc.gochat.frame.ClientFrame;
import io.minirpc.gochat.frame.CloseCode;
import io.minirpc.gochat.frame.ErrorCode;
import io.minirpc.gochat.frame.ServerFrame;
import io.minirpc.gochat.frame.ServerFrame.Behind;
import io.minirpc.gochat.frame.ServerFrame.Bye;
import io.minirpc.gochat.frame.ServerFrame.Truth;
import io.minirpc.gochat.trace.Device;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A client's WebSocket. Its state is touched on its event loop only; {@link #run} leads there. What it has begun
 * elsewhere (registration, route, watched users) ends exactly once, in {@link #leave}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing cannot fail
final class Connection {
    enum State {
        /** Waits for hello. */
        OPENING,
        /** Has said hello, and waits for the services. Pushes wait in the window. */
        GREETING,
        LIVE,
        /** Did not keep up: messages are not pushed until it syncs. */
        BEHIND,
        /** Has been sent a close frame, or is gone. */
        CLOSED
    }

    private final String id = UUID.randomUUID().toString();
    private final Hub hub;
    private final Loop loop;
    private final Channel channel;
    private final PushWindow window;
    private final Outbox outbox;
    private final PushLane pushes;
    private final WriteProgress progress;
    private final Inbound inbound;
    private final Greeting greeting;
    private State state = State.OPENING;
    private long stateSince;
    private long lastHeard;
    private final Pulse pulse;
    private final Fetches fetches;
    private long closeAt = Long.MAX_VALUE;

    Connection(Hub hub, Loop loop, Channel channel) {
        this.hub = hub;
        this.loop = loop;
        this.channel = channel;
        GatewaySettings settings = hub.settings();
        window = new PushWindow(
                settings.get(Limit.WINDOW_MESSAGES),
                settings.get(Limit.WINDOW_BYTES),
                new TracedFate(this, hub.metrics()));
        outbox = new Outbox(channel, window, loop::now, hub.metrics());
        pushes = new PushLane(hub, this, window, outbox);
        long now = loop.now();
        progress = new WriteProgress(channel, now);
        stateSince = now;
        lastHeard = now;
        inbound = new Inbound(hub, this);
        greeting = new Greeting(hub, this);
        pulse = new Pulse(hub, this);
        fetches = new Fetches(hub, this);
        loop.add(this);
        hub.metrics().entered(state);
    }

    String id() {
        return id;
    }

    State state() {
        return state;
    }

    Loop loop() {
        return loop;
    }

    boolean isOpen() {
        return state == State.LIVE || state == State.BEHIND;
    }

    /** Returns whose connection it is; only after hello. */
    Session session() {
        return greeting.session();
    }

    /** Returns whose device it is of; only after hello. */
    Device device() {
        return session().traced();
    }

    /** Returns how many pushes wait or are not acknowledged. */
    int unacknowledged() {
        return window.messages();
    }

    /** Runs a task on this connection's event loop; not at all where that has ended. Thread-safe. */
    void run(Runnable task) {
        if (loop.events().inEventLoop()) {
            task.run();
        } else if (!loop.events().isShuttingDown()) {
            loop.events().execute(task);
        }
    }

    /** Handles the text of a frame. */
    void received(byte[] text) {
        heard();
        if (state == State.CLOSED) {
            return;
        }
        inbound.received(text);
    }

    private void heard() {
        lastHeard = loop.now();
    }

    /** Notes a ping or a pong. */
    void pinged() {
        heard();
        inbound.heard();
    }

    /** Handles the first frame. */
    void hello(ClientFrame.Hello hello) {
        enter(State.GREETING);
        greeting.begin(hello);
    }

    /** Begins to push, what waits first. */
    void welcome(ServerFrame.Welcome welcome) {
        outbox.control(welcome);
        outbox.open();
        pushes.begin();
        enter(State.LIVE);
        pulse.start(loop.now(), welcome.truth());
        greeting.registration().start(loop.now());
        if (pushes.overflowed()) {
            behind();
        } else {
            outbox.flushSoon();
        }
    }

    /** Writes an answer or an error. */
    void answer(ServerFrame frame) {
        outbox.control(frame);
    }

    /** Writes an answer; the task runs when it was written, or will never be. */
    void answer(ServerFrame frame, Runnable written) {
        if (frame instanceof ServerFrame.Synced synced) {
            synced.conversations().forEach(pushes::synced);
        }
        fetches.answered(frame);
        outbox.control(frame, written);
    }

    /** Acknowledges what was pushed up to a mark. */
    void ack(long mark) {
        if (!window.ack(mark)) {
            answer(Frames.failure(0, ErrorCode.INVALID, "n: " + mark + " (expected: a mark that was sent)"));
        }
    }

    /** A sync makes the connection live again, before the services are asked. */
    void syncing() {
        if (state == State.BEHIND) {
            window.clear();
            enter(State.LIVE);
        }
    }

    /** Takes over the line of a push, and leads it to this connection's event loop. Thread-safe. */
    void post(Pushed push, ByteBuf line) {
        loop.post(this, push, line);
    }

    /** Takes over the line of a push. */
    void push(Pushed push, ByteBuf line) {
        pushes.push(push, line);
    }

    /** Registers for a group that the user was added to. */
    void joined(String group) {
        greeting.registration().joined(group);
    }

    /** Gives up what waits to be pushed: the client will sync. */
    void behind() {
        window.clear();
        enter(State.BEHIND);
        hub.metrics().behind();
        outbox.control(new Behind());
    }

    /** Sends the truth, unless something else waits for the client to read. */
    void heartbeat(Truth truth) {
        if (isOpen() && channel.isWritable()) {
            fetches.heartbeat();
            hub.metrics().heartbeat();
            outbox.control(truth);
        }
    }

    /** Looks at all timers. */
    void sweep(long now) {
        GatewaySettings settings = hub.settings();
        if (now >= closeAt) {
            sweepClosing(now);
            return;
        }
        progress.look(now);
        inbound.sweep(now);
        if (state == State.OPENING && now - stateSince >= settings.nanos(Timing.HELLO)) {
            close(CloseCode.TRY_AGAIN_LATER);
        } else if (state != State.CLOSED && isDead(now)) {
            close(CloseCode.TRY_AGAIN_LATER);
        } else if (isOpen()) {
            sweepOpen(now);
        }
    }

    /** The moment to close has come; answers that are awaited get a little longer. */
    private void sweepClosing(long now) {
        if (state == State.CLOSED) {
            channel.close();
        } else if (!inbound.isBusy() || now - closeAt >= hub.settings().nanos(Timing.LINGER)) {
            close(CloseCode.DRAIN);
        } else {
            read(false);
        }
    }

    private boolean isDead(long now) {
        GatewaySettings settings = hub.settings();
        return progress.stalledNanos(now) >= settings.nanos(Timing.STALL)
                || now - lastHeard >= 2 * settings.nanos(Timing.HEARTBEAT)
                || (state == State.GREETING && now - stateSince >= settings.nanos(Timing.WELCOME))
                || (state == State.BEHIND && now - stateSince >= settings.nanos(Timing.BEHIND));
    }

    private void sweepOpen(long now) {
        GatewaySettings settings = hub.settings();
        pulse.sweep(now);
        greeting.registration().sweep(now);
        if (state != State.LIVE) {
            return;
        }
        if (progress.unwritableNanos(now) >= settings.nanos(Timing.UNWRITABLE)
                || window.isOverdue(now, settings.nanos(Timing.RESENT))) {
            behind();
        } else if (progress.isIdle()) {
            outbox.resend(settings.nanos(Timing.RESEND));
        }
    }

    /** Pushes may have been lost: sends two heartbeats from a time on, one after the other. */
    void suspect(long time) {
        if (isOpen()) {
            pulse.beatTwice(time);
        }
    }

    /** Writes again what was written of route and registrations, also before the welcome; done when that is so. */
    CompletableFuture<Void> writeAgain() {
        return state == State.CLOSED
                ? CompletableFuture.completedFuture(null)
                : greeting.registration().writeAgain();
    }

    /** Goes on to write, and to read, what waited for the channel. */
    void writabilityChanged() {
        inbound.readOrWait();
        if (channel.isWritable() && state == State.LIVE) {
            outbox.flushSoon();
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Announces the end, which comes after a time. */
    void drain(long afterNanos, long retryAfterMillis) {
        if (state != State.CLOSED) {
            closeAt = loop.now() + afterNanos;
            outbox.control(new Bye(CloseCode.DRAIN.code(), retryAfterMillis));
        }
    }

    /** Sends a close frame. The client has a moment to answer it. */
    void close(CloseCode code) {
        if (state == State.CLOSED) {
            return;
        }
        hub.metrics().closed(code);
        leave();
        outbox.close(code);
        closeAt = loop.now() + hub.settings().nanos(Timing.LINGER);
        read(true); // so that the client's close frame is seen, and no reset takes ours away
    }

    /** The client has said that it leaves. */
    void left() {
        leave();
        outbox.release();
    }

    /** The channel has ended. */
    void ended() {
        leave();
        outbox.release();
        loop.remove(this);
        hub.metrics().left(state);
    }

    private void leave() {
        if (state == State.CLOSED) {
            return;
        }
        boolean greeted = state != State.OPENING;
        enter(State.CLOSED);
        inbound.end();
        pulse.end();
        pushes.end();
        if (greeted) {
            greeting.end();
        }
    }

    private void enter(State next) {
        hub.metrics().left(state);
        hub.metrics().entered(next);
        state = next;
        stateSince = loop.now();
    }
}

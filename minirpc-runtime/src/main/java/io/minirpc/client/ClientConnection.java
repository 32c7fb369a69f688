package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameHandler;
import io.minirpc.internal.transport.FrameView;
import io.minirpc.internal.transport.Hello;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server, from the attempt to connect to its end; never used again after that. Calls wait here until
 * the server is connected and, if their form depends on it, has said hello. Everything runs on the event loop, except
 * methods that say otherwise.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of tasks that cannot fail, and of closing, whose end is reported by closed()
final class ClientConnection
        implements FrameHandler, Connections.Entry, CallsInFlight.Listener, HelloWait.Listener, Liveness.Listener {
    private static final byte[] NO_BODY = {};
    private static final String SHUTTING_DOWN = "the server is shutting down";
    private static final String UNREGISTERED = "the server is not registered any more";

    private final Target target;
    private final ClientContext client;
    private final Listener listener;
    private final EventLoop loop;
    private final CallsInFlight calls;
    private final CallSender sender;
    private final Liveness liveness;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile State state = State.CONNECTING;

    /** Null once a channel is connected. */
    private @Nullable ConnectAttempt attempt;

    /** Null before a channel is connected. */
    private @Nullable Connection connection;

    private boolean hasAnswered;

    /** Why the connection is leaving or closed. */
    private String reason = "";

    ClientConnection(Target target, Listener listener, EventLoop loop) {
        this.target = target;
        this.client = target.client();
        this.listener = listener;
        this.loop = loop;
        calls = new CallsInFlight(client, target.name(), loop, new HelloWait(this, client, loop), this);
        sender = new CallSender(target.name(), client.encoder(), loop, calls, target.knownPeer());
        liveness = new Liveness(
                loop, client.settings().heartbeat(), client.settings().callTimeout(), this);
    }

    /** Returns whether a call is better made here than on another connection, on any thread. */
    boolean isBetterThan(ClientConnection other) {
        int rank = rank();
        int others = other.rank();
        return rank == others ? calls() < other.calls() : rank > others;
    }

    /** Calls would wait for a connection that is not ready, and for one under suspicion they might wait in vain. */
    private int rank() {
        return liveness.isSuspected() ? 0 : state == State.READY ? 2 : 1;
    }

    @Override
    public boolean isReady() {
        return state == State.READY && !liveness.isSuspected();
    }

    @Override
    public int calls() {
        return calls.count();
    }

    /** Returns whether the server has answered a call. */
    boolean hasAnswered() {
        return hasAnswered;
    }

    /** Returns the server's address; null before the connection is made. */
    @Nullable
    SocketAddress address() {
        return connection == null ? null : connection.peer();
    }

    // The states, in their order.

    /** Starts to connect, on any thread. To be called once. */
    void connect() {
        client.connections().add(this);
        ConnectAttempt fresh =
                new ConnectAttempt(target, loop, this::connected, (why, cause) -> end("cannot connect: " + why, cause));
        attempt = fresh;
        fresh.start();
    }

    private void connected(Channel channel) {
        attempt = null;
        connection = new Connection(
                this,
                client.settings().limits(),
                client.log(),
                client.connections().traffic(),
                client.frames());
        connection.cutOffSlowFrames();
        channel.pipeline().addLast(connection);
        target.secure(channel);
    }

    @Override
    public void opened() {
        if (state == State.CLOSED) {
            connection().close(reason, null);
        } else {
            client.greeting().send(connection(), loop, this::greeted);
        }
    }

    private void greeted() {
        state = State.GREETED;
        connection().allowDrain();
        sender.open(new RequestWriter(connection(), calls, sender.layouts(), client));
        liveness.start();
        calls.expectHello(!sender.knowsPeer());
    }

    /** Stops the wait for the hello. A hello that arrives later takes effect from then on. */
    @Override
    public void heardNoHello(String how) {
        if (!target.owesHello()) {
            target.saidNoHello(how);
        }
        learned(client.versionOne());
    }

    /** Becomes ready for calls that do not need the hello, while others wait for it. */
    @Override
    public void goOnWithoutHello() {
        if (state == State.GREETED && !target.owesHello()) {
            sender.learned(client.versionOne());
            becomeReady();
        }
    }

    /** Sends the calls that have waited, now that the server's abilities are known. */
    private void learned(ServerAbilities known) {
        sender.learned(known);
        List<PendingCall> waited = calls.release();
        if (state == State.GREETED && !target.owesHello()) {
            becomeReady();
        }
        if (!waited.isEmpty()) {
            waited.forEach(sender::sendHeld);
            sender.flush();
        }
    }

    private void becomeReady() {
        state = State.READY;
        listener.ready();
        client.events().ready(target.name(), sender.wireFormat());
    }

    /** Takes no more calls, ends when those there are have ended, and returns a future of its end; on any thread. */
    CompletableFuture<Void> retire() {
        loop.execute(() -> leave(UNREGISTERED));
        return gone;
    }

    /** Makes no more calls, and ends when those under way have ended: at once if there cannot be any. */
    private void leave(String why) {
        if (state == State.READY) {
            state = State.LEAVING;
            reason = why;
            listener.left(this, why);
            callEnded();
        } else if (state != State.LEAVING) {
            end(why, null);
        }
    }

    /** Ends a connection that was left, so that calls which other threads still hand over are moved. */
    @Override
    public void callEnded() {
        if (state == State.LEAVING && calls.count() == 0) {
            end(reason, null);
        }
    }

    /** Ends the connection and all calls on it, and returns a future of its end; on any thread. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (state.wasReady()) {
                connection().close(CallFailure.CLIENT_CLOSED, null);
            } else {
                end(CallFailure.CLIENT_CLOSED, null);
            }
        });
        return gone;
    }

    @Override
    public void closed(String why, @Nullable Throwable cause) {
        if (state != State.CLOSED) {
            target.heard(); // its process has ended, and who comes after it may be of version 1
        }
        boolean unsaid = state == State.CONNECTING;
        String where = unsaid ? HappyEyeballs.at(connection().peer(), why) : why;
        end((unsaid ? "cannot connect: " : "the connection was lost: ") + where, cause);
    }

    private void end(String why, @Nullable Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        boolean wasReady = state.wasReady();
        state = State.CLOSED;
        reason = why;
        sender.close(why);
        liveness.stop();
        if (attempt != null) {
            attempt.cancel();
        } else if (connection != null) {
            connection.close(why, cause);
        }
        listener.ended(this, wasReady, why);
        client.connections().remove(this);
        client.events().ended(target.name(), wasReady, why);
        calls.endAll(why, cause);
        gone.complete(null);
    }

    // Calls, which the sender and the frames of the server move on.

    /** Takes a call over, on any thread; see {@link CallSender#submit}. */
    void submit(PendingCall call) {
        sender.submit(call);
    }

    @Override
    public void sendHeld(PendingCall call) {
        sender.sendHeld(call);
    }

    @Override
    public void flush() {
        sender.flush();
    }

    @Override
    public void frame(FrameView frame) {
        if (state == State.CONNECTING || state == State.CLOSED) {
            return; // arrived with the frame that ended the connection, or before our hello, which is not allowed
        }
        liveness.heard();
        target.heard();
        switch (frame.type()) {
            case Frame.RESPONSE -> response(frame);
            case Frame.HEARTBEAT -> heartbeat(frame);
            case Frame.DRAIN -> drain();
            default -> client.dropStrayFrame(target.name());
        }
        if (state == State.GREETED && !calls.isHolding()) {
            becomeReady(); // it owed a hello, and has said something else
        }
    }

    private void response(FrameView frame) {
        if (calls.isHolding()) {
            heardNoHello("an answer came before a hello"); // a server that sends hellos sends one first
        }
        PendingCall call = calls.take(frame.seq());
        if (call == null) {
            client.dropStrayFrame(target.name());
            return;
        }
        hasAnswered = true;
        Envelope form = client.envelopes().reading(frame.codec());
        if (sender.layouts().learn(call, form, frame)) {
            callByName(call);
        } else if (MethodLayouts.isMixed(call, form)) {
            calls.end(call, CallFailure.of(StatusCode.INTERNAL, MethodLayouts.MIXED));
        } else {
            call.end(form, frame.bytes(), frame.offset(), frame.length());
            callEnded();
        }
    }

    /** Sends a call again that did not run, since the server has no method of its layout. */
    private void callByName(PendingCall call) {
        client.log()
                .info(
                        "{} has no {} of this client's layout: calls of it travel as BINARY",
                        target.name(),
                        call.method());
        calls.takeBack(call);
        if (state == State.LEAVING) {
            calls.move(call, CallFailure.notExecuted(StatusCode.UNAVAILABLE, reason));
        } else {
            sender.sendHeld(call);
            sender.flushSoon();
        }
    }

    private void heartbeat(FrameView frame) {
        liveness.heartbeatAnswered();
        Hello hello = frame.length() == 0 ? null : Hello.read(frame.bytes(), frame.offset(), frame.length());
        if (hello != null) {
            connection().allow(hello);
            sender.refused(hello.refusal());
            ServerAbilities known =
                    ServerAbilities.of(hello, client.settings().limits().maxFrameBytes());
            target.saidHello(known);
            learned(known);
        }
    }

    /** The server takes no more calls. One that says so before its hello has taken none yet. */
    private void drain() {
        client.events().draining(target.name());
        leave(SHUTTING_DOWN);
        calls.moveHeld(CallFailure.notExecuted(StatusCode.UNAVAILABLE, SHUTTING_DOWN));
    }

    @Override
    public void timedOut(long sentNanos) {
        liveness.timedOut(sentNanos);
    }

    @Override
    public long heardNanos() {
        return connection().heardNanos();
    }

    @Override
    public void sendHeartbeat() {
        connection().append(Frame.JSON, Frame.HEARTBEAT, 0, NO_BODY);
        connection().flush();
    }

    @Override
    public void suspicionChanged() {
        listener.changed();
    }

    @Override
    public void unanswered() {
        target.fellSilent();
        end("the connection was lost: the server answers no heartbeats", null);
    }

    /** One whose hello is awaited stays: another one would be no better, and this one is where the hello comes. */
    @Override
    public void silent() {
        target.fellSilent();
        if (state != State.GREETED || !target.owesHello()) {
            leave("calls timed out, and the server said nothing");
        }
    }

    private Connection connection() {
        return requireNonNull(connection, "connection");
    }

    /** The owner of a connection. Called on the connection's event loop. */
    interface Listener {
        /** Called when the connection is ready for calls. */
        void ready();

        /** Called when the connection is not to be preferred any more, or is again. */
        void changed();

        /** Called when no more calls are to be made on the connection, although those under way go on. */
        void left(ClientConnection connection, String reason);

        /** Called once when the connection has ended. */
        void ended(ClientConnection connection, boolean wasReady, String reason);
    }

    /** The states of a connection, which it passes in this order; any may be the last before {@link #CLOSED}. */
    private enum State {
        /** No channel is connected, or this client has not said hello. */
        CONNECTING,
        /** This client has said hello, and calls wait for the server's. */
        GREETED,
        /** Calls are sent. */
        READY,
        /** No more calls are made; the connection ends with the last one. */
        LEAVING,
        /** The connection and all its calls have ended. */
        CLOSED;

        /** Returns whether calls are or were sent, on a connection that has not ended. */
        boolean wasReady() {
            return this == READY || this == LEAVING;
        }
    }
}

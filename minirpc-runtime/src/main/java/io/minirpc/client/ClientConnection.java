package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import io.minirpc.codec.Codec;
import io.minirpc.codec.CodecException;
import io.minirpc.codec.Codecs;
import io.minirpc.internal.envelope.Envelope;
import io.minirpc.internal.transport.Connection;
import io.minirpc.internal.transport.Frame;
import io.minirpc.internal.transport.FrameHandler;
import io.minirpc.internal.transport.Hello;
import io.minirpc.internal.transport.SendQueue;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server with the calls on it, from the attempt to connect to its end; never used again after that.
 * Calls wait here until the server is connected and, where the codec depends on it, has said hello. Everything runs on
 * the event loop but {@link #submit}, {@link #cancel}, {@link #isBetterThan} and {@link #close}.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of tasks that cannot fail, and of closing, whose end is reported by closed()
final class ClientConnection implements FrameHandler, CallOwner, SendQueue.Sender<PendingCall> {
    private static final byte[] EMPTY = {};
    private static final String SHUTTING_DOWN = "the server is shutting down";
    private static final String UNREGISTERED = "the server is not registered any more";

    private final Target target;
    private final ClientContext client;
    private final Slot slot;
    private final EventLoop loop;
    private final SendQueue<PendingCall> queue;
    private final PendingTable pending = new PendingTable(0);
    private final DeadlineWheel deadlines;
    private final Heartbeat heartbeat;

    /** The calls that wait for the server's hello; null once it has arrived or is no longer expected. */
    private @Nullable HelloWait helloWait;

    /** Null before a call has timed out: most connections are idle. */
    private volatile @Nullable Suspicion suspicion;

    private final AtomicInteger calls = new AtomicInteger();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** Null once a channel is connected. */
    private @Nullable ConnectAttempt attempt;

    private @Nullable Connection connection;
    private @Nullable RequestWriter requests;
    private volatile boolean ready;
    private boolean answered;
    private volatile @Nullable Peer peer;
    private @Nullable String closedBecause;
    private @Nullable String leavingBecause;
    private @Nullable String refusal;

    ClientConnection(Target target, Slot slot, EventLoop loop) {
        this.target = target;
        this.client = target.client();
        this.slot = slot;
        this.loop = loop;
        peer = target.knownPeer();
        queue = new SendQueue<>(loop, this);
        helloWait = new HelloWait(this, client, loop);
        deadlines = new DeadlineWheel(loop, this::expired);
        heartbeat = new Heartbeat(
                loop, client.heartbeat(), () -> connection().heardNanos(), this::sendHeartbeat, this::peerIsSilent);
    }

    /** Starts to connect; on any thread, once. */
    void connect() {
        client.connecting(this);
        ConnectAttempt fresh = new ConnectAttempt(
                target, loop, this::attach, (reason, cause) -> end("cannot connect: " + reason, cause));
        attempt = fresh;
        fresh.start();
    }

    /** Tells whether a call is better made here than on another connection. */
    boolean isBetterThan(ClientConnection other) {
        int rank = rank();
        int others = other.rank();
        return rank == others ? calls.get() < other.calls.get() : rank > others;
    }

    /** Calls would wait for a connection that is not ready, and for one under suspicion they might wait in vain. */
    private int rank() {
        return isSuspected() ? 0 : ready ? 2 : 1;
    }

    /**
     * Takes a call over. On the event loop it is written at once; elsewhere its arguments are encoded at once, so that
     * whoever called may change them.
     *
     * @param timeoutNanos how long the call may take from now on
     */
    <Q> void submit(PendingCall call, Codec<Q> codec, @Nullable Q arguments, long timeoutNanos) {
        boolean now = loop.inEventLoop() && helloWait == null && closedBecause == null;
        if (!now) {
            try {
                client.encode(call, peer, codec, arguments);
            } catch (Throwable e) {
                call.end(unsendable(e));
                return;
            }
        }
        if (calls.getAndIncrement() >= client.maxCalls()) {
            calls.getAndDecrement();
            call.end(tooManyCalls());
            return;
        }
        call.belongTo(this);
        if (!now) {
            queue.push(call);
        } else if (!call.hasEnded()) {
            deadlines.add(call);
            write(call, client.form(peer), codec, arguments, timeoutNanos);
            connection().flushSoon();
        }
    }

    /** Takes over a call whose arguments are encoded, and that another connection has not sent. */
    void submitEncoded(PendingCall call) {
        if (calls.getAndIncrement() >= client.maxCalls()) {
            calls.getAndDecrement();
            call.end(tooManyCalls());
            return;
        }
        call.belongTo(this);
        queue.push(call);
    }

    @Override
    public String endpoint() {
        return target.name();
    }

    /** Returns how many calls there are, those included that wait to be sent; on any thread. */
    int calls() {
        return calls.get();
    }

    /** Tells whether calls are sent at once; on any thread. */
    boolean isReady() {
        return ready && !isSuspected();
    }

    private boolean isSuspected() {
        Suspicion present = suspicion;
        return present != null && present.stands();
    }

    @Override
    public void cancel(PendingCall call) {
        if (loop.inEventLoop()) {
            cancelled(call);
            return;
        }
        try {
            loop.execute(() -> cancelled(call));
        } catch (RejectedExecutionException e) {
            // The last client was closed, and the event loop with it: all calls have ended.
        }
    }

    /** Takes no more calls, ends when those there are have ended, and returns what completes then. */
    CompletableFuture<Void> retire() {
        loop.execute(() -> {
            if (ready) {
                leave(UNREGISTERED);
            } else {
                end(UNREGISTERED, null);
            }
        });
        return gone;
    }

    /** Ends the connection and all calls on it, and returns what completes then. */
    CompletableFuture<Void> close() {
        loop.execute(() -> {
            if (connection != null && ready) {
                connection.close("the client was closed", null);
            } else {
                end("the client was closed", null);
            }
        });
        return gone;
    }

    /** Returns whether the server has answered a call. */
    boolean hasAnswered() {
        return answered;
    }

    /** Returns the server's address; null before the connection is made. */
    @Nullable
    SocketAddress address() {
        return connection == null ? null : connection.peer();
    }

    private void attach(Channel channel) {
        attempt = null;
        connection = new Connection(this, client.limits(), client.log(), client.traffic(), client.frames());
        connection.cutOffSlowFrames();
        channel.pipeline().addLast(connection);
        target.secure(channel);
    }

    @Override
    public void opened() {
        if (closedBecause != null) {
            connection().close(closedBecause, null);
            return;
        }
        client.greet(connection(), loop, this::helloSaid);
    }

    private void helloSaid() {
        connection().allowDrain();
        requests = new RequestWriter(connection(), client.versionOne());
        heartbeat.start();
        requireNonNull(helloWait, "helloWait").begin(peer == null);
    }

    @Override
    public void frame(int codec, int type, int seq, byte[] bytes, int offset, int length) {
        if (closedBecause != null || requests == null) {
            return; // arrived with the frame that ended the connection, or before our hello, which is not allowed
        }
        Suspicion present = suspicion;
        if (present != null) {
            present.heard();
        }
        switch (type) {
            case Frame.RESPONSE -> response(codec, seq, bytes, offset, length);
            case Frame.HEARTBEAT -> heartbeat(bytes, offset, length);
            case Frame.DRAIN -> drain();
            default -> client.dropStrayFrame(target);
        }
    }

    @Override
    public void closed(String reason, @Nullable Throwable cause) {
        String why = requests == null
                ? "cannot connect: " + HappyEyeballs.at(connection().peer(), reason)
                : "the connection was lost: " + reason;
        end(why, cause);
    }

    @Override
    public void send(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        String reason = closedBecause;
        if (reason != null) {
            moveOrEnd(call, CallFailure.notSent(StatusCode.UNAVAILABLE, reason, null));
            return;
        }
        deadlines.add(call);
        HelloWait waiting = helloWait;
        if (waiting == null) {
            writeEncoded(call);
        } else {
            waiting.add(call);
        }
    }

    @Override
    public void failed(PendingCall call, Throwable thrown) {
        if (!call.hasEnded()) {
            pending.remove(call);
            if (call.isInWheel()) {
                deadlines.remove(call);
            }
            String why = "the call cannot be sent: " + thrown.getClass().getName();
            end(call, CallFailure.notSent(StatusCode.INTERNAL, why, thrown));
        }
    }

    @Override
    public void flush() {
        if (requests != null && closedBecause == null) {
            connection().flush();
        }
    }

    @Override
    public void flushSoon() {
        if (requests != null && closedBecause == null) {
            connection().flushSoon();
        }
    }

    @Override
    public void refuse(PendingCall call) {
        if (!call.hasEnded()) { // it may have been cancelled before the loop ended
            end(call, CallFailure.notSent(StatusCode.UNAVAILABLE, "the client was closed", null));
        }
    }

    /** Writes a call in a form that the server understands. */
    void writeEncoded(PendingCall call) {
        Peer known = peer;
        Throwable unfit = known == null || known.nativeForm() ? null : call.fallBack(client.fallback());
        if (unfit != null) {
            fail(call, unsendable(unfit));
            return;
        }
        long remaining = call.deadlineNanos() - System.nanoTime();
        write(call, call.form(), Codecs.ENCODED, call.takePayload(), remaining);
    }

    private <Q> void write(
            PendingCall call, Envelope form, Codec<Q> codec, @Nullable Q arguments, long remainingNanos) {
        if (refusal != null) {
            fail(call, CallFailure.of(StatusCode.UNAUTHENTICATED, refusal));
            return;
        }
        if (connection().unreadBytes() > client.maxUnreadBytes()) {
            String why = "the server does not read what waits to be sent";
            fail(call, CallFailure.notSent(StatusCode.RESOURCE_EXHAUSTED, why, null));
            return;
        }
        if (!pending.add(call)) {
            fail(call, tooManyCalls());
            return;
        }
        call.sentNanos = call.deadlineNanos() - remainingNanos;
        try {
            requireNonNull(requests, "requests").write(call, form, codec, arguments, remainingNanos);
        } catch (CodecException e) {
            pending.remove(call);
            fail(call, unsendable(e));
        } catch (Throwable e) {
            failed(call, e);
        }
    }

    private CallFailure tooManyCalls() {
        return CallFailure.notSent(
                StatusCode.RESOURCE_EXHAUSTED, client.maxCalls() + " calls are pending already, the limit", null);
    }

    /** Returns the failure of a call whose arguments or metadata cannot be written, or whose codec throws. */
    static CallFailure unsendable(Throwable cause) {
        String what = "the arguments cannot be sent";
        return cause instanceof CodecException
                ? CallFailure.notSent(StatusCode.INVALID_ARGUMENT, what + ": " + cause.getMessage(), cause)
                : CallFailure.broken(what, cause, true);
    }

    private void fail(PendingCall call, CallFailure failure) {
        deadlines.remove(call);
        end(call, failure);
    }

    private void end(PendingCall call, CallFailure failure) {
        calls.getAndDecrement();
        call.end(failure);
        closeIfLeft();
    }

    private void response(int codec, int seq, byte[] bytes, int offset, int length) {
        if (helloWait != null) {
            heardNoHello("an answer came before a hello"); // a server that sends hellos sends one first
        }
        PendingCall call = pending.remove(seq);
        if (call == null) {
            client.dropStrayFrame(target);
            return;
        }
        answered = true;
        deadlines.remove(call);
        calls.getAndDecrement();
        call.end(client.envelopes().reading(codec), bytes, offset, length);
        closeIfLeft();
    }

    private void cancelled(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        if (call.owner() != this) {
            call.cancel(); // it was moved
            return;
        }
        if (call.isInWheel()) {
            deadlines.remove(call);
        }
        if (call.deadlineNanos() - System.nanoTime() <= 0) {
            expired(call); // the timer of its context ran just before the wheel
            return;
        }
        if (pending.remove(call)) {
            requireNonNull(requests, "requests").cancel(call);
            connection().flushSoon();
        }
        stopWaiting(call);
        end(call, CallFailure.of(StatusCode.CANCELLED, "the caller cancelled the call"));
    }

    /** Removes a call that has ended from those that wait for the hello. */
    private void stopWaiting(PendingCall call) {
        HelloWait waiting = helloWait;
        if (waiting != null) {
            waiting.remove(call);
        }
    }

    private void heartbeat(byte[] bytes, int offset, int length) {
        heartbeat.answered();
        Hello hello = length == 0 ? null : Hello.read(bytes, offset, length);
        if (hello != null) {
            connection().allow(hello);
            refusal = hello.refusal();
            Peer known = Peer.of(hello, client.limits().maxFrameBytes());
            target.saidHello(known);
            settle(known);
        }
    }

    /** Stops waiting for the hello. A hello that arrives later takes effect from then on. */
    void heardNoHello(String how) {
        target.saidNoHello(how);
        settle(client.versionOne());
    }

    /** Becomes ready for calls that do not need the hello, while others wait for it. */
    void goOnWithoutHello() {
        if (!ready) {
            peer = client.versionOne();
            becomeReady();
        }
    }

    /** Sends the calls that have waited, now that the server's abilities are known. */
    private void settle(Peer known) {
        peer = known;
        requireNonNull(requests, "requests").learned(known);
        HelloWait waited = helloWait;
        helloWait = null;
        if (!ready) {
            becomeReady();
        }
        if (waited != null) {
            waited.stop().forEach(this::sendNow);
            connection().flush();
        }
    }

    private void becomeReady() {
        ready = true;
        slot.connected();
        client.events().ready(target.name(), client.codec(peer));
    }

    private void sendNow(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        if (closedBecause == null) {
            writeEncoded(call);
        } else {
            deadlines.remove(call);
            moveOrEnd(call, CallFailure.notSent(StatusCode.UNAVAILABLE, closedBecause, null));
        }
    }

    /**
     * The server takes no more calls: others are made elsewhere, and when those under way have ended this is closed. A
     * server that says so before its hello has taken none yet.
     */
    private void drain() {
        client.events().draining(target.name());
        if (!ready) {
            end(SHUTTING_DOWN, null);
            return;
        }
        leave(SHUTTING_DOWN);
        HelloWait waiting = helloWait;
        if (waiting != null) {
            moveUnsent(waiting.takeAll(), CallFailure.notSent(StatusCode.UNAVAILABLE, SHUTTING_DOWN, null));
            closeIfLeft();
        }
    }

    /** Makes no more calls; when those under way have ended this is closed. */
    private void leave(String reason) {
        if (closedBecause == null && leavingBecause == null) {
            leavingBecause = reason;
            slot.left(this, reason);
            closeIfLeft();
        }
    }

    /** Ends at once, so that calls which other threads hand over from now on are not sent, and safe to retry. */
    private void closeIfLeft() {
        String reason = leavingBecause;
        if (reason != null && calls.get() == 0) {
            end(reason, null);
        }
    }

    private void expired(PendingCall call) {
        if (call.hasEnded()) {
            return; // cancelled in a callback of another that expired with it
        }
        boolean sent = pending.remove(call);
        stopWaiting(call);
        if (sent) {
            suspicion().timedOut(call.sentNanos);
        }
        String reason = "the deadline passed while waiting for " + (sent ? "the response" : "the connection");
        end(
                call,
                sent
                        ? CallFailure.of(StatusCode.DEADLINE_EXCEEDED, reason)
                        : CallFailure.notSent(StatusCode.DEADLINE_EXCEEDED, reason, null));
    }

    private Suspicion suspicion() {
        Suspicion present = suspicion;
        if (present == null) {
            present = new Suspicion(
                    loop,
                    client.deadline(),
                    () -> connection().heardNanos(),
                    this::sendHeartbeat,
                    () -> leave("calls timed out, and the server said nothing"));
            suspicion = present;
        }
        return present;
    }

    private void sendHeartbeat() {
        connection().append(Frame.JSON, Frame.HEARTBEAT, 0, EMPTY);
        connection().flush();
    }

    private void peerIsSilent() {
        connection().close("the server answers no heartbeats", null);
    }

    private void end(String reason, @Nullable Throwable cause) {
        if (closedBecause != null) {
            return;
        }
        closedBecause = reason;
        heartbeat.stop();
        Suspicion present = suspicion;
        if (present != null) {
            present.stop();
        }
        if (attempt != null) {
            attempt.cancel();
        } else if (connection != null) {
            connection.close(reason, cause);
        }
        slot.ended(this, ready, reason);
        client.ended(this);
        client.events().ended(target.name(), ready, reason);
        failAll(pending.removeAll(), new CallFailure(StatusCode.UNAVAILABLE, reason, cause, false));
        HelloWait waiting = helloWait;
        if (waiting != null) {
            helloWait = null;
            moveUnsent(waiting.stop(), CallFailure.notSent(StatusCode.UNAVAILABLE, reason, cause));
        }
        gone.complete(null);
    }

    private void moveUnsent(List<PendingCall> unsent, CallFailure failure) {
        for (PendingCall call : unsent) {
            if (!call.hasEnded()) {
                deadlines.remove(call);
                moveOrEnd(call, failure);
            }
        }
    }

    /** Takes a call that was not sent to another server, if there is one for it. */
    private void moveOrEnd(PendingCall call, CallFailure failure) {
        if (hasMoved(call)) {
            calls.getAndDecrement();
            client.events().moved(target.name(), call.method());
        } else {
            end(call, failure);
        }
    }

    private boolean hasMoved(PendingCall call) {
        try {
            return call.move();
        } catch (Throwable e) {
            client.log().error("a call of {} cannot be moved to another server", call.method(), e);
            return false;
        }
    }

    private void failAll(List<PendingCall> all, CallFailure failure) {
        for (PendingCall call : all) {
            if (!call.hasEnded()) {
                fail(call, failure);
            }
        }
    }

    private Connection connection() {
        return requireNonNull(connection, "connection");
    }
}

package io.minirpc.client;

import static java.util.Objects.requireNonNull;

import io.minirpc.StatusCode;
import io.minirpc.internal.transport.SendQueue;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way of calls onto a connection: a queue that any thread adds to, the wait for the server's hello, and the
 * {@link RequestWriter}. Owned by the connection's event loop, except {@link #submit} and {@link #cancel}.
 */
final class CallSender implements CallOwner, SendQueue.Sender<PendingCall> {
    private final String address;
    private final RequestEncoder encoder;
    private final EventLoop loop;
    private final CallsInFlight calls;
    private final SendQueue<PendingCall> queue;
    private final MethodLayouts layouts = new MethodLayouts();

    /** Null while the server's abilities are unknown. */
    private volatile @Nullable ServerAbilities peer;

    /** Null before this client has said hello. */
    private @Nullable RequestWriter requests;

    /** Null before the connection has ended. */
    private @Nullable String closedBecause;

    /** @param peer the abilities of the server, or null if they are unknown */
    CallSender(
            String address,
            RequestEncoder encoder,
            EventLoop loop,
            CallsInFlight calls,
            @Nullable ServerAbilities peer) {
        this.address = address;
        this.encoder = encoder;
        this.loop = loop;
        this.calls = calls;
        this.peer = peer;
        queue = new SendQueue<>(loop, this);
    }

    /** Returns which methods the server reads as this client writes them. */
    MethodLayouts layouts() {
        return layouts;
    }

    /** Starts to send calls, as far as they do not have to wait for the server's hello. */
    void open(RequestWriter writer) {
        requests = writer;
    }

    /** Returns whether the server's abilities are known. */
    boolean knowsPeer() {
        return peer != null;
    }

    /** Records the server's abilities. */
    void learned(ServerAbilities known) {
        peer = known;
        requests().learned(known);
    }

    /** Records why the server serves no calls, or null if it does. */
    void refused(@Nullable String reason) {
        requests().refused(reason);
    }

    /** Returns the format of calls. */
    WireFormat wireFormat() {
        return encoder.wireFormat(peer);
    }

    /** Sends nothing any more: calls that other threads still hand over are moved. */
    void close(String reason) {
        closedBecause = reason;
    }

    /**
     * Takes a call over, on any thread. On the event loop it is written at once if possible. Otherwise its arguments
     * are encoded at once, so that the caller may change them.
     */
    void submit(PendingCall call) {
        boolean now = loop.inEventLoop() && !call.isEncoded() && !calls.isHolding() && closedBecause == null;
        if (!now && !call.isEncoded() && !encoder.encode(call, abilities(call))) {
            return;
        }
        if (!calls.admit(call)) {
            return;
        }
        call.transferTo(this);
        if (!now) {
            queue.push(call);
        } else if (!call.hasEnded()) {
            calls.begin(call);
            requests().write(call);
            requests().flushSoon();
        }
    }

    private @Nullable ServerAbilities abilities(PendingCall call) {
        ServerAbilities known = peer;
        return known == null ? null : layouts.abilities(known, call.method());
    }

    @Override
    public void send(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        if (closedBecause != null) {
            move(call, closedBecause);
            return;
        }
        calls.begin(call);
        if (!calls.hold(call)) {
            requests().write(call);
        }
    }

    /** Sends a call that was held for the hello, or that the server has to be sent in another form. */
    void sendHeld(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        if (closedBecause != null) {
            move(call, closedBecause);
        } else {
            requests().write(call);
        }
    }

    private void move(PendingCall call, String reason) {
        calls.move(call, CallFailure.notExecuted(StatusCode.UNAVAILABLE, reason));
    }

    @Override
    public void failed(PendingCall call, Throwable thrown) {
        if (!call.hasEnded()) {
            calls.fail(call, CallFailure.broken("the call cannot be sent", thrown, true));
        }
    }

    @Override
    public void refuse(PendingCall call) {
        if (!call.hasEnded()) { // it may have been cancelled before the loop ended
            calls.withdraw();
            call.end(CallFailure.clientClosed());
        }
    }

    @Override
    public void flush() {
        if (requests != null && closedBecause == null) {
            requests.flush();
        }
    }

    @Override
    public void flushSoon() {
        if (requests != null && closedBecause == null) {
            requests.flushSoon();
        }
    }

    @Override
    public String endpoint() {
        return address;
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

    private void cancelled(PendingCall call) {
        if (call.hasEnded()) {
            return;
        }
        if (call.owner() != this) {
            call.cancel(); // it was moved
            return;
        }
        if (call.deadlineNanos() - System.nanoTime() <= 0) {
            calls.expired(call); // the timer of its context ran just before the wheel
            return;
        }
        boolean sent = calls.forget(call);
        if (sent && closedBecause == null) {
            requests().cancel(call);
            requests().flushSoon();
        }
        calls.end(call, CallFailure.cancelled(!sent));
    }

    private RequestWriter requests() {
        return requireNonNull(requests, "requests");
    }
}

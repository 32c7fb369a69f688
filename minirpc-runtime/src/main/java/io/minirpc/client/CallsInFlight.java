package io.minirpc.client;

import io.minirpc.StatusCode;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection, from {@link #admit} to {@link #take} or {@link #forget}. An admitted call waits in the
 * connection's queue. After {@link #begin} it has a deadline here, and is either held for the server's hello or sent.
 * Owned by the connection's event loop, except {@link #admit}, {@link #withdraw} and {@link #count}.
 */
final class CallsInFlight {
    private final ClientContext client;
    private final String address;
    private final Listener listener;
    private final AtomicInteger count = new AtomicInteger();
    private final PendingTable sent = new PendingTable(0);
    private final DeadlineWheel deadlines;

    /** The calls that wait for the server's hello; null once it has arrived or is no longer expected. */
    private @Nullable HelloWait held;

    /**
     * Creates the register of a connection that has no calls yet.
     *
     * @param address the server's address, for listeners of the client
     * @param held holds calls until the server's hello
     */
    CallsInFlight(ClientContext client, String address, EventLoop loop, HelloWait held, Listener listener) {
        this.client = client;
        this.address = address;
        this.held = held;
        this.listener = listener;
        deadlines = new DeadlineWheel(loop, this::expired);
    }

    /** Returns the number of admitted calls that have not ended, on any thread. */
    int count() {
        return count.get();
    }

    /** Counts a call in, on any thread. Ends it and returns false if there are too many. */
    boolean admit(PendingCall call) {
        if (count.getAndIncrement() < client.settings().maxCallsPerConnection()) {
            return true;
        }
        count.getAndDecrement();
        call.end(tooMany());
        return false;
    }

    /** Counts a call out that has not left the queue, on any thread. */
    void withdraw() {
        count.getAndDecrement();
    }

    /** Starts to watch the deadline of a call that has left the queue. */
    void begin(PendingCall call) {
        deadlines.add(call);
    }

    /** Starts the wait for the server's hello; see {@link HelloWait#begin}. */
    void expectHello(boolean expected) {
        if (held != null) {
            held.begin(expected);
        }
    }

    /** Returns whether calls may have to wait for the server's hello. */
    boolean isHolding() {
        return held != null;
    }

    /** Holds a call for the server's hello. Returns false if none is expected any more. */
    boolean hold(PendingCall call) {
        HelloWait present = held;
        if (present == null) {
            return false;
        }
        present.add(call);
        return true;
    }

    /** Ends the wait for the hello, and returns the calls that were held, oldest first. */
    List<PendingCall> release() {
        HelloWait present = held;
        held = null;
        return present == null ? List.of() : present.stop();
    }

    /** Gives a call the seq it is sent with. Fails it and returns false if no seq is free. */
    boolean markSent(PendingCall call) {
        if (sent.add(call)) {
            return true;
        }
        fail(call, tooMany());
        return false;
    }

    private CallFailure tooMany() {
        String reason = client.settings().maxCallsPerConnection() + " calls are pending already, the limit";
        return CallFailure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, reason);
    }

    /** Removes and returns the call with a seq, which the server has answered; null if there is none. */
    @Nullable
    PendingCall take(int seq) {
        PendingCall call = sent.remove(seq);
        if (call != null) {
            deadlines.remove(call);
            count.getAndDecrement();
        }
        return call;
    }

    /** Takes back a call that {@link #take} returned, whose answer is that it has to be sent again. */
    void takeBack(PendingCall call) {
        count.getAndIncrement();
        deadlines.add(call);
    }

    /** Removes a call that leaves without an answer, wherever it is. Returns whether it was sent. */
    boolean forget(PendingCall call) {
        count.getAndDecrement();
        if (call.isInWheel()) {
            deadlines.remove(call);
        }
        if (held != null) {
            held.remove(call);
        }
        return sent.remove(call);
    }

    /** Removes and ends a call. */
    void fail(PendingCall call, CallFailure failure) {
        forget(call);
        end(call, failure);
    }

    /** Removes and ends a call whose deadline has passed. */
    void expired(PendingCall call) {
        if (call.hasEnded()) {
            return; // cancelled in a callback of another that expired with it
        }
        boolean wasSent = forget(call);
        if (wasSent) {
            listener.timedOut(call.sentNanos);
        }
        String reason = "the deadline passed while waiting for " + (wasSent ? "the response" : "the connection");
        end(call, new CallFailure(StatusCode.DEADLINE_EXCEEDED, reason, null, !wasSent));
    }

    /** Takes a call that was not sent to another server, or ends it if there is none for it. */
    void move(PendingCall call, CallFailure failure) {
        forget(call);
        if (isRetried(call)) {
            client.events().moved(address, call.method());
            listener.callEnded();
        } else {
            end(call, failure);
        }
    }

    /** Moves the calls that are held for the hello. */
    void moveHeld(CallFailure failure) {
        if (held != null) {
            moveAll(held.all(), failure);
        }
    }

    /** Fails all sent calls and moves the held ones, since the connection has ended. */
    void endAll(String reason, @Nullable Throwable cause) {
        List<PendingCall> unsent = release();
        CallFailure lost = new CallFailure(StatusCode.UNAVAILABLE, reason, cause, false);
        for (PendingCall call : sent.all()) {
            if (!call.hasEnded()) { // in a callback of another
                fail(call, lost);
            }
        }
        moveAll(unsent, CallFailure.notExecuted(StatusCode.UNAVAILABLE, reason, cause));
    }

    private void moveAll(List<PendingCall> unsent, CallFailure failure) {
        for (PendingCall call : unsent) {
            if (!call.hasEnded()) {
                move(call, failure);
            }
        }
    }

    private boolean isRetried(PendingCall call) {
        try {
            return call.retryElsewhere();
        } catch (Throwable e) {
            client.log().error("a call of {} cannot be moved to another server", call.method(), e);
            return false;
        }
    }

    /** Ends a call that was removed. */
    void end(PendingCall call, CallFailure failure) {
        call.end(failure);
        listener.callEnded();
    }

    /** The connection, as far as its calls concern it. */
    interface Listener {
        /** Called when the deadline of a call has passed that was sent at a time of {@link System#nanoTime}. */
        void timedOut(long sentNanos);

        /** Called when a call has ended without an answer, or was moved. */
        void callEnded();
    }
}

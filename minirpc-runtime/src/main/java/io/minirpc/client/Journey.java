package io.minirpc.client;

import io.minirpc.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * The way of one call over the endpoints of its service, which are told how it went. Belongs to whoever has the call,
 * but {@link #outcome}.
 */
final class Journey {
    private final ServiceRoute route;
    private final int hash;
    private volatile @Nullable Member member;
    private @Nullable Member planned;
    private int tries;
    private long startedNanos;

    Journey(ServiceRoute route, int hash) {
        this.route = route;
        this.hash = hash;
    }

    /** Returns the hash of the call's key. */
    int hash() {
        return hash;
    }

    /** Returns how many endpoints the call was to go to so far. */
    int tries() {
        return tries;
    }

    /** Says which endpoint the call is to go to first. */
    void plan(Member first) {
        planned = first;
    }

    /** Returns the endpoint that the call is to go to first, once; null where that is open. */
    @Nullable
    Member takePlan() {
        Member first = planned;
        planned = null;
        return first;
    }

    /** Says which endpoint the call goes to, instead of the one before. */
    void goesTo(Member next) {
        Member before = member;
        if (before != null) {
            before.callEnded();
        }
        member = next;
        tries++;
        startedNanos = System.nanoTime();
        next.callStarted();
    }

    /** Takes the call, which was not sent, to another endpoint, and tells whether there was one. */
    boolean retryUnsent(PendingCall call) {
        return route.retryUnsent(call, this);
    }

    /** Says that the endpoint has answered. */
    void answered() {
        Member to = member;
        if (to != null) {
            long now = System.nanoTime();
            to.callEnded();
            to.answered(now - startedNanos, now);
        }
    }

    /**
     * Says that the call ends without an answer. Of these only the endpoint's silence counts against it: when a
     * connection breaks, that is seen at once, and the calls on it all fail for the one reason.
     */
    void failed(CallFailure failure) {
        Member to = member;
        if (to != null) {
            to.callEnded();
            if (failure.code() == StatusCode.DEADLINE_EXCEEDED && !failure.notExecuted()) {
                to.outcome(failure.code());
            }
        }
    }

    /** Says with which code the endpoint has answered; on the thread that reads the answer. */
    void outcome(StatusCode code) {
        Member to = member;
        if (to != null) {
            to.outcome(code);
        }
    }
}

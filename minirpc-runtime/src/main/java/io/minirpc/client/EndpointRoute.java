package io.minirpc.client;

import io.minirpc.StatusCode;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The route of a call that a balancer chooses endpoints for, each of which learns how the call went. */
final class EndpointRoute implements CallRoute {
    private final BiPredicate<PendingCall, EndpointRoute> retry;
    private final int hash;
    private @Nullable Member selected;
    private @Nullable Member member;
    private int tries;
    private long startedNanos;

    /**
     * Creates a route without an endpoint.
     *
     * @param retry takes a call that was not sent to another endpoint of this route
     * @param hash the hash of the call's key
     * @param selected the endpoint to use first, or null to choose one
     */
    EndpointRoute(BiPredicate<PendingCall, EndpointRoute> retry, int hash, @Nullable Member selected) {
        this.retry = retry;
        this.hash = hash;
        this.selected = selected;
    }

    /** Returns the hash of the call's key. */
    int hash() {
        return hash;
    }

    /** Returns the number of endpoints that the call was to go to so far. */
    int tries() {
        return tries;
    }

    /** Returns the endpoint to use first, once; null to choose one. */
    @Nullable
    Member takeSelected() {
        Member first = selected;
        selected = null;
        return first;
    }

    /** Sets the endpoint that the call goes to, instead of the one before. */
    void goTo(Member next) {
        Member before = member;
        if (before != null) {
            before.callEnded();
        }
        member = next;
        tries++;
        startedNanos = System.nanoTime();
        next.callStarted();
    }

    @Override
    public boolean retryUnsent(PendingCall call) {
        return retry.test(call, this);
    }

    @Override
    public void answered(StatusCode code) {
        Member to = member;
        if (to != null) {
            long now = System.nanoTime();
            to.callEnded();
            to.answered(now - startedNanos, now);
            to.outcome(code);
        }
    }

    /**
     * {@inheritDoc} Of the reasons only the endpoint's silence counts against it: when a connection breaks, that is
     * seen at once, and the calls on it all fail for the one reason.
     */
    @Override
    public void failed(CallFailure failure) {
        Member to = member;
        if (to != null) {
            to.callEnded();
            if (failure.code() == StatusCode.DEADLINE_EXCEEDED && !failure.notExecuted()) {
                to.outcome(failure.code());
            }
        }
    }
}

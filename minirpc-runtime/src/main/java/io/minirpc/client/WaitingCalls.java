package io.minirpc.client;

import io.minirpc.StatusCode;
import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Calls of a service whose endpoints are not known yet. They are encoded already. All is done on one event loop, but
 * {@link #cancel}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class WaitingCalls implements CallOwner {
    private final EventLoop loop;
    private final String where;
    private final Set<PendingCall> calls = new LinkedHashSet<>();

    WaitingCalls(EventLoop loop, String where) {
        this.loop = loop;
        this.where = where;
    }

    @Override
    public String endpoint() {
        return where;
    }

    int size() {
        return calls.size();
    }

    /** Keeps a call until it is taken, cancelled, or its deadline has passed. */
    void add(PendingCall call) {
        calls.add(call);
        loop.schedule(() -> expire(call), call.deadlineNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /** Hands over all calls there are, oldest first. */
    List<PendingCall> takeAll() {
        List<PendingCall> all = List.copyOf(calls);
        calls.clear();
        return all;
    }

    @Override
    public void cancel(PendingCall call) {
        try {
            loop.execute(() -> {
                if (calls.remove(call)) {
                    call.end(CallFailure.cancelled(true));
                } else if (call.owner() != this) {
                    call.cancel(); // a connection has it by now
                }
            });
        } catch (RejectedExecutionException e) {
            // The client was closed, and the event loop with it: all calls have ended.
        }
    }

    private void expire(PendingCall call) {
        if (calls.remove(call)) {
            String reason = "the deadline passed before any endpoint was known";
            call.end(CallFailure.notExecuted(StatusCode.DEADLINE_EXCEEDED, reason));
        }
    }
}

package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.internal.envelope.Failure;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one connection: those that run and those that wait for their turn, within the limits of the connection
 * and of the server. Owned by the connection's event loop.
 */
final class CallsInProgress {
    private final ServerContext server;
    private final ServerSettings settings;
    private final Queue<ServerCall> waiting = new ArrayDeque<>(0);
    private final IntObjectHashMap<ServerCall> bySeq = new IntObjectHashMap<>(4);
    private int executing;
    private boolean startingOthers;
    private boolean heldBack;
    private long heldBytes;

    CallsInProgress(ServerContext server) {
        this.server = server;
        settings = server.settings();
    }

    boolean isEmpty() {
        return executing == 0 && waiting.isEmpty();
    }

    /** Returns why a call with so many bytes of arguments is refused; null if it is not. */
    @Nullable
    String refusal(int bytes) {
        boolean full = (long) executing + waiting.size()
                >= (long) settings.maxExecutingPerConnection() + settings.maxQueuedPerConnection();
        if (full || heldBytes + bytes > server.maxHeldBytes()) {
            return "too many calls on one connection: " + executing + " are running, " + waiting.size() + " wait, with "
                    + heldBytes + " bytes of arguments";
        }
        return server.inFlight() >= settings.maxInFlight()
                ? "too many calls on this server: " + server.inFlight() + " are running or wait"
                : null;
    }

    /** Returns whether a call of a method would run before {@link #take} returns, so that its bytes may stay. */
    boolean runsAtOnce(BoundMethod<?, ?> method) {
        return method.inline() && mayStart();
    }

    private boolean mayStart() {
        return executing < settings.maxExecutingPerConnection() && !heldBack;
    }

    /** Starts no calls until {@link #goOn}: the client has to read answers first. */
    void holdBack() {
        heldBack = true;
    }

    /** Starts calls again, those that have waited first. */
    void goOn() {
        heldBack = false;
        startWaiting();
    }

    /**
     * Takes a call: runs it, hands it to the server's runner, which has to be signalled after the last one, or queues
     * it. If this throws, the call was not taken.
     */
    void take(ServerCall call) {
        if (!mayStart()) {
            track(call);
            waiting.add(call);
            count(call);
            server.queued(1);
        } else if (call.method().inline()) {
            count(call);
            executing++;
            call.serve(); // it has not waited for anything
            trackIfPossible(call);
        } else {
            track(call);
            count(call);
            start(call);
        }
    }

    private void count(ServerCall call) {
        server.callTaken();
        heldBytes += call.requestBytes();
    }

    private void trackIfPossible(ServerCall call) {
        try {
            track(call);
        } catch (OutOfMemoryError e) {
            // It runs and is answered, but cannot be cancelled.
        }
    }

    /** Records the end of a call, once; others may take its place. */
    void ended(ServerCall call) {
        if (call.hasEnded()) {
            return;
        }
        executing--;
        forget(call);
        startWaiting();
    }

    private void startWaiting() {
        if (startingOthers || waiting.isEmpty()) {
            return; // a call that ends at once starts others by the loop below, not by recursion
        }
        startingOthers = true;
        try {
            startOthers();
        } finally {
            startingOthers = false;
            server.runner().signal();
        }
    }

    private void startOthers() {
        while (mayStart()) {
            ServerCall next = waiting.poll();
            if (next == null) {
                return;
            }
            server.queued(-1);
            if (next.isCancelledByCaller()) {
                forget(next);
            } else {
                start(next);
            }
        }
    }

    /** Cancels a call. */
    void cancel(int seq) {
        ServerCall call = bySeq.get(seq);
        if (call != null) {
            call.cancel();
        }
    }

    /** Cancels all calls: those that wait never run. */
    void cancelAll() {
        ServerCall next;
        while ((next = waiting.poll()) != null) {
            server.queued(-1);
            forget(next);
        }
        new ArrayList<>(bySeq.values()).forEach(ServerCall::cancel);
    }

    /** A client that gives two calls one seq can cancel the later one only. */
    private void track(ServerCall call) {
        if (!call.hasEnded()) {
            bySeq.put(call.seq(), call);
        }
    }

    private void forget(ServerCall call) {
        server.callEnded();
        call.markEnded();
        heldBytes -= call.requestBytes();
        if (bySeq.get(call.seq()) == call) {
            bySeq.remove(call.seq());
        }
    }

    private void start(ServerCall call) {
        executing++;
        if (call.method().inline()) {
            call.run();
            return;
        }
        try {
            server.runner().submit(call);
        } catch (Throwable e) {
            refused(call, e);
        }
    }

    private void refused(ServerCall call, Throwable thrown) {
        String why = "the server has no thread for the call";
        if (!(thrown instanceof RejectedExecutionException)) {
            server.peerLog().error("the executor of calls failed", thrown);
        }
        server.events().rejected(call.method().descriptor(), why);
        call.fail(Failure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, why));
    }
}

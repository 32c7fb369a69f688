package io.minirpc.server;

import io.minirpc.StatusCode;
import io.minirpc.envelope.Failure;
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
    private final Queue<ServerCall> waiting = new ArrayDeque<>(0);
    private final IntObjectHashMap<ServerCall> bySeq = new IntObjectHashMap<>(4);
    private int executing;
    private boolean startingOthers;
    private boolean heldBack;
    private long heldBytes;

    CallsInProgress(ServerContext server) {
        this.server = server;
    }

    boolean isEmpty() {
        return executing == 0 && waiting.isEmpty();
    }

    /** Says why a call with so many bytes of arguments cannot be taken; null if it can. */
    @Nullable
    String refusal(int bytes) {
        boolean full = (long) executing + waiting.size() >= (long) server.maxExecuting() + server.maxQueued();
        if (full || heldBytes + bytes > server.maxHeldBytes()) {
            return "too many calls on one connection: " + executing + " are running, " + waiting.size() + " wait, with "
                    + heldBytes + " bytes of arguments";
        }
        return server.inFlight() >= server.maxInFlight()
                ? "too many calls on this server: " + server.inFlight() + " are running or wait"
                : null;
    }

    /** Tells whether a call of a method would run before {@link #take} returns, so that its bytes may stay. */
    boolean runsAtOnce(BoundMethod<?, ?> method) {
        return method.inline() && mayStart();
    }

    private boolean mayStart() {
        return executing < server.maxExecuting() && !heldBack;
    }

    /** Starts no more calls until {@link #goOn}: the client has answers to read first. */
    void holdBack() {
        heldBack = true;
    }

    /** Starts calls again, first those that have waited. */
    void goOn() {
        heldBack = false;
        startWaiting();
    }

    /** Takes a call in: runs it, or has it wait for its turn. Where this throws, the call was not taken. */
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
            // It runs, and is answered; it only cannot be cancelled.
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
        if (!startingOthers) { // or what has ended is one of those, and there may be as many as wait
            startingOthers = true;
            try {
                startOthers();
            } finally {
                startingOthers = false;
            }
        }
    }

    private void startOthers() {
        while (mayStart()) {
            ServerCall next = waiting.poll();
            if (next == null) {
                return;
            }
            server.queued(-1);
            if (next.isGivenUp()) {
                forget(next);
            } else {
                start(next);
            }
        }
    }

    /** Says that nobody waits for the answer to a call any more. */
    void cancel(int seq) {
        ServerCall call = bySeq.get(seq);
        if (call != null) {
            call.giveUp();
        }
    }

    /** Says that nobody waits for any answer: those that wait never run. */
    void cancelAll() {
        ServerCall next;
        while ((next = waiting.poll()) != null) {
            server.queued(-1);
            forget(next);
        }
        new ArrayList<>(bySeq.values()).forEach(ServerCall::giveUp);
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
            server.peers().error("the executor of calls failed", thrown);
        }
        server.events().rejected(call.method().descriptor(), why);
        call.fail(Failure.notExecuted(StatusCode.RESOURCE_EXHAUSTED, why));
    }
}

package io.minirpc.client;

import io.minirpc.internal.transport.Frame;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait for the server's first hello on a connection. The hello decides their form, whether they are
 * served, and whether more than their arguments reaches the server. Calls with metadata or an explicit deadline, and
 * all calls of a client with a token, wait up to the client's {@code helloTimeout}. Other native calls wait up to 250
 * ms, and the remaining ones do not wait. No call waits for more than half of the time it has left, unless its
 * arguments only fit the native form. Owned by the connection's event loop; dropped at the hello, since most
 * connections are idle.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of tasks that cannot fail
final class HelloWait {
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** The time after which the event loop may read again: a hello may make the rest of the work unnecessary. */
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Listener listener;
    private final ClientContext client;
    private final EventLoop loop;

    /** The calls, each with the time of {@link System#nanoTime} until which it waits. */
    private final Map<PendingCall, Long> untilNanos = new LinkedHashMap<>(0);

    private @Nullable ScheduledFuture<?> timer;
    private long timerNanos;
    private boolean begun;
    private boolean stopped;
    private long plainUntilNanos;
    private long carryingUntilNanos;
    private long endNanos;

    HelloWait(Listener listener, ClientContext client, EventLoop loop) {
        this.listener = listener;
        this.client = client;
        this.loop = loop;
    }

    /**
     * Starts the wait, after the client's hello was sent.
     *
     * @param expected whether the server may answer it; if not, only calls that need the hello wait
     */
    void begin(boolean expected) {
        begun = true;
        long now = System.nanoTime();
        long patience = client.settings().helloTimeout().toNanos();
        long brief = client.encoder().prefersNative() ? Math.min(BRIEF_NANOS, patience) : 0;
        endNanos = now + patience;
        carryingUntilNanos = expected ? endNanos : now;
        plainUntilNanos = !expected ? now : client.greeting().hasToken() ? endNanos : now + brief;
        untilNanos.replaceAll((call, unknown) -> until(call, now));
        check();
    }

    /** Adds a call, or sends it if it does not have to wait. */
    void add(PendingCall call) {
        long now = System.nanoTime();
        long until = begun ? until(call, now) : now;
        if (begun && until - now <= 0) {
            if (send(call)) {
                return;
            }
            until = endNanos;
        }
        untilNanos.put(call, until);
        if (begun) {
            checkAt(until);
        }
    }

    /** Removes a call that has ended. */
    void remove(PendingCall call) {
        untilNanos.remove(call);
    }

    /** Returns all calls, oldest first. */
    List<PendingCall> all() {
        return List.copyOf(untilNanos.keySet());
    }

    /** Ends the wait, and removes and returns all calls. */
    List<PendingCall> stop() {
        stopped = true;
        cancelTimer();
        List<PendingCall> all = all();
        untilNanos.clear();
        return all;
    }

    private long until(PendingCall call, long now) {
        long plain = plainUntilNanos - now;
        long wait = call.carriesMore() ? Math.max(carryingUntilNanos - now, plain) : plain;
        return now + Math.min(wait, (call.deadlineNanos() - now) / 2);
    }

    /** Sends the calls whose wait is over. */
    private void check() {
        timer = null;
        long now = System.nanoTime();
        if (now - endNanos >= 0) {
            listener.heardNoHello("no hello within " + client.settings().helloTimeout());
            return;
        }
        if (now - plainUntilNanos >= 0) {
            listener.goOnWithoutHello();
        }
        boolean cut = false;
        for (PendingCall call : waitedUntil(now)) {
            // The callback of an earlier call may have ended this call or the connection.
            if (untilNanos.replace(call, endNanos) != null && send(call)) {
                untilNanos.remove(call);
            }
            if (System.nanoTime() - now > SLICE_NANOS) {
                cut = true;
                break;
            }
        }
        listener.flush();
        if (!stopped) {
            // A check looks at all calls, so checks are spaced out.
            checkAt(cut ? now : Math.max(next(now), now + SLICE_NANOS));
        }
    }

    private List<PendingCall> waitedUntil(long now) {
        return untilNanos.entrySet().stream()
                .filter(waiting -> waiting.getValue() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private long next(long now) {
        long plain = plainUntilNanos - now;
        long next = plain > 0 ? plain : endNanos - now;
        for (long until : untilNanos.values()) {
            next = Math.min(next, until - now);
        }
        return now + next;
    }

    /** Sends a call. Returns false if it needs the hello and has to wait until the end. */
    private boolean send(PendingCall call) {
        if (call.hasEnded()) {
            return true;
        }
        if (call.form().codec() == Frame.NATIVE
                && call.fallBack(client.encoder().fallback()) != null) {
            return false;
        }
        listener.sendHeld(call);
        return true;
    }

    private void checkAt(long nanos) {
        if (timer != null && timerNanos - nanos <= 0) {
            return;
        }
        cancelTimer();
        timerNanos = nanos;
        timer = loop.schedule(this::check, nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The connection, as far as the wait concerns it. */
    interface Listener {
        /** Sends a call whose wait is over. */
        void sendHeld(PendingCall call);

        /** Writes out what was sent. */
        void flush();

        /** Called when calls that do not need the hello have waited for long enough. */
        void goOnWithoutHello();

        /** Called when no hello is expected any more, with the reason. */
        void heardNoHello(String how);
    }
}

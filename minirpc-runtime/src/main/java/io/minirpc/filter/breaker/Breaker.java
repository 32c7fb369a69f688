package io.minirpc.filter.breaker;

import io.minirpc.filter.breaker.CircuitBreakerFilter.State;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker. It is in one phase after the other; calls remember the phase that they were let in by, so that
 * late ends say nothing of what came after. Times are nanoseconds since the filter was made. Thread-safe, with a lock
 * that is held for a few additions.
 */
final class Breaker {
    private final String name;
    private final BreakerSettings settings;
    private final BiConsumer<String, State> listener;
    private final FailureWindow window;
    private volatile Phase phase = new Phase(State.CLOSED, 0, "", 0);

    Breaker(String name, BreakerSettings settings, BiConsumer<String, State> listener) {
        this.name = name;
        this.settings = settings;
        this.listener = listener;
        window = new FailureWindow(settings.windowNanos());
    }

    /** What the end of a call says. */
    enum Outcome {
        SUCCEEDED,
        FAILED,
        /** Neither, as where the call was cancelled. */
        UNKNOWN
    }

    /** A time in one state. What changes in it is guarded by the breaker's lock. */
    static final class Phase {
        private final State state;
        private final long until; // open: when probes begin; half-open: when unanswered probes are replaced
        private final String reason;
        private int probesLeft;
        private int probesSucceeded;

        private Phase(State state, long until, String reason, int probesLeft) {
            this.state = state;
            this.until = until;
            this.reason = reason;
            this.probesLeft = probesLeft;
        }
    }

    State state() {
        return phase.state;
    }

    /** Lets a call in, which then has to end in the phase that is returned; null if it is not let in. */
    @Nullable
    Phase enter(long now) {
        Phase before = phase;
        if (before.state == State.CLOSED) {
            return before;
        }
        Phase after;
        boolean entered;
        synchronized (this) {
            before = phase;
            entered = probe(now);
            after = phase;
        }
        tell(before, after);
        return entered ? after : null;
    }

    private boolean probe(long now) {
        Phase current = phase;
        boolean timeIsUp = now >= current.until;
        if (timeIsUp && current.state != State.CLOSED && current.probesLeft == 0) {
            current = new Phase(State.HALF_OPEN, now + settings.openNanos(), current.reason, settings.probes());
            phase = current;
        }
        if (current.state != State.HALF_OPEN) {
            return current.state == State.CLOSED;
        }
        if (current.probesLeft == 0) {
            return false;
        }
        current.probesLeft--;
        return true;
    }

    /** Learns from the end of a call that was let in. */
    void end(Phase enteredIn, Outcome outcome, long now) {
        Phase before;
        Phase after;
        synchronized (this) {
            before = phase;
            if (before != enteredIn) {
                return;
            }
            if (before.state == State.CLOSED) {
                count(outcome, now);
            } else {
                judge(before, outcome, now);
            }
            after = phase;
        }
        tell(before, after);
    }

    private void count(Outcome outcome, long now) {
        if (outcome == Outcome.UNKNOWN) {
            return;
        }
        window.add(outcome == Outcome.FAILED, now);
        int calls = window.calls();
        int failures = window.failures();
        if (calls >= settings.minCalls() && failures >= settings.failureRate() * calls) {
            open(failures + " of " + calls + " calls have failed", now);
        }
    }

    private void judge(Phase halfOpen, Outcome outcome, long now) {
        switch (outcome) {
            case UNKNOWN -> halfOpen.probesLeft++;
            case FAILED -> open("a call made to find out has failed", now);
            case SUCCEEDED -> {
                halfOpen.probesSucceeded++;
                if (halfOpen.probesSucceeded == settings.probes()) {
                    window.clear();
                    phase = new Phase(State.CLOSED, 0, "", 0);
                }
            }
        }
    }

    private void open(String reason, long now) {
        // Up to a fifth longer, lest all clients come back in the same moment.
        long time = settings.openNanos()
                + (long) (settings.openNanos()
                        / 5.0
                        * ThreadLocalRandom.current().nextDouble());
        phase = new Phase(State.OPEN, now + time, reason, 0);
    }

    private void tell(Phase before, Phase after) {
        if (before.state != after.state) {
            listener.accept(name, after.state);
        }
    }

    /** Returns whether there is nothing to remember. */
    synchronized boolean isIdle(long now) {
        window.advance(now);
        return phase.state == State.CLOSED && window.calls() == 0;
    }

    /** Says why calls are not let in, for people. */
    String reason() {
        Phase current = phase;
        return "the circuit breaker of " + name
                + (current.state == State.HALF_OPEN
                        ? " waits for the calls it has let through to find out"
                        : " is open")
                + (current.reason.isEmpty() ? "" : ": " + current.reason);
    }

    /** Returns how long the breaker will be open, 0 if it is not. */
    long openNanos(long now) {
        Phase current = phase;
        return current.state == State.OPEN ? Math.max(0, current.until - now) : 0;
    }
}

package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.Checks;
import io.minirpc.internal.ThrottledLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * When work has to be over, and whether it is still wanted. A server runs each handler in the context of its call, and
 * calls made in a context are part of it: they end at its deadline at the latest, and are cancelled when it is
 * cancelled, at the servers they went to as well. So a deadline holds for a whole chain of calls without being passed
 * along.
 *
 * <p>A context belongs to a thread while {@link #run} or {@link #call} lasts. Callbacks on the futures of calls run in
 * the context that the call was made in; for threads of your own there is {@link #wrap}. Thread-safe.
 *
 * <pre>{@code
 * CallContext.create(Duration.ofMillis(300)).run(() -> orders.place(order));
 * }</pre>
 */
public sealed class CallContext {
    private static final ThrottledLog LOG = new ThrottledLog(LoggerFactory.getLogger(CallContext.class));
    private static final ThreadLocal<@Nullable CallContext> CURRENT = new ThreadLocal<>();

    private final @Nullable CallContext parent;
    private final boolean hasDeadline;
    private final boolean explicitDeadline;
    private final long deadlineNanos;
    private final Metadata metadata;
    private volatile @Nullable CancelListeners listeners;
    private volatile boolean cancelled;
    private volatile boolean cancelledEarly;

    private CallContext(
            @Nullable CallContext parent,
            boolean hasDeadline,
            boolean explicitDeadline,
            long deadlineNanos,
            Metadata metadata) {
        this.parent = parent;
        this.hasDeadline = hasDeadline;
        this.explicitDeadline = explicitDeadline;
        this.deadlineNanos = deadlineNanos;
        this.metadata = metadata;
    }

    /** Returns the context that the caller runs in, or null where it runs in none. */
    public static @Nullable CallContext current() {
        return CURRENT.get();
    }

    /** Returns a context without a deadline of its own that is part of the current one. */
    public static CallContext create() {
        return partOf(current(), false, false, 0);
    }

    /**
     * Returns a context that ends after some time from now on, or when the current one does, which it is part of.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public static CallContext create(Duration timeout) {
        return partOf(current(), true, true, System.nanoTime() + Checks.nanosToWait(notNegative(timeout)));
    }

    private static Duration notNegative(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: 0 or more)");
        }
        return timeout;
    }

    /**
     * Returns the context of a call that a server has received.
     *
     * @param deadlineNanos when the caller stops waiting, as a time of {@link System#nanoTime}; 0 if it did not say
     * @param metadata what the caller sent along
     */
    public static CallContext ofReceivedCall(long deadlineNanos, Metadata metadata) {
        return new CallContext(null, deadlineNanos != 0, deadlineNanos != 0, deadlineNanos, metadata);
    }

    /**
     * Returns the context of a call that a client makes.
     *
     * @param caller the context that it is made in, or null
     * @param deadlineNanos when it has to be over, as a time of {@link System#nanoTime}
     * @param explicit whether the deadline was set on purpose, as opposed to the client's default
     */
    public static CallContext ofCallMade(@Nullable CallContext caller, long deadlineNanos, boolean explicit) {
        return partOf(caller, true, explicit, deadlineNanos);
    }

    private static CallContext partOf(
            @Nullable CallContext parent, boolean hasDeadline, boolean explicitDeadline, long deadlineNanos) {
        if (parent == null) {
            return new CallContext(null, hasDeadline, explicitDeadline, deadlineNanos, Metadata.EMPTY);
        }
        boolean parentEndsFirst = parent.hasDeadline && (!hasDeadline || parent.deadlineNanos - deadlineNanos < 0);
        return parentEndsFirst
                ? new CallContext(parent, true, parent.explicitDeadline, parent.deadlineNanos, parent.metadata)
                : new CallContext(parent, hasDeadline, explicitDeadline, deadlineNanos, parent.metadata);
    }

    /** Returns a part of this context that can be cancelled by itself. */
    public CallContext fork() {
        return partOf(this, false, false, 0);
    }

    /**
     * Returns a part of this context that ends after some time from now on, or when this does.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public CallContext fork(Duration timeout) {
        return partOf(this, true, true, System.nanoTime() + Checks.nanosToWait(notNegative(timeout)));
    }

    /** Returns a part of this context in which a key has a value, for whatever runs in it and in parts of it. */
    public <T> CallContext with(Key<T> key, T value) {
        return new WithValue(this, requireNonNull(key, "key"), requireNonNull(value, "value"));
    }

    /** Returns the value of a key, or null where it has none here. */
    @SuppressWarnings("unchecked") // with() takes no other values
    public <T> @Nullable T get(Key<T> of) {
        for (CallContext context = this; context != null; context = context.parent) {
            if (context instanceof WithValue part && part.key == of) {
                return (T) part.value;
            }
        }
        return null;
    }

    /** Returns what came along with the call that a server runs in this context; nothing where there is none. */
    public Metadata metadata() {
        return metadata;
    }

    /** Tells whether there is a time at which the work has to be over. */
    public boolean hasDeadline() {
        return hasDeadline;
    }

    /**
     * Returns whether the deadline was set on purpose: by a caller, a method or a filter. False if there is no
     * deadline, or only the default of the client.
     */
    public boolean hasExplicitDeadline() {
        return explicitDeadline;
    }

    /** Returns how many nanoseconds are left: 0 after the deadline, {@link Long#MAX_VALUE} where there is none. */
    public long remainingNanos() {
        return hasDeadline ? Math.max(0, deadlineNanos - System.nanoTime()) : Long.MAX_VALUE;
    }

    /** Returns how much time is left: nothing after the deadline, and as good as for ever where there is none. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** Returns whether the work was cancelled or its deadline has passed. */
    public boolean isCancelled() {
        return hasExpired() || isCancelledEarly();
    }

    /**
     * Returns whether this context, or one that it is part of, was cancelled by {@link #cancel} before its deadline.
     */
    public boolean isCancelledEarly() {
        for (CallContext context = this; context != null; context = context.parent) {
            if (context.cancelledEarly) {
                return true;
            }
        }
        return false;
    }

    private boolean hasExpired() {
        return hasDeadline && deadlineNanos - System.nanoTime() <= 0;
    }

    /** Cancels the calls made in this context and runs the tasks of {@link #onCancel} and {@link #onEarlyCancel}. */
    public void cancel() {
        List<Runnable> all;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelledEarly = !hasExpired();
            cancelled = true;
            all = takeListeners();
        }
        all.forEach(CallContext::tell);
    }

    private List<Runnable> takeListeners() {
        CancelListeners present = listeners;
        listeners = null;
        if (present == null) {
            return List.of();
        }
        present.stopTimer();
        return present.all();
    }

    /** Runs a task. A task that throws does not stop the others. */
    private static void tell(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("what was to run when a context is cancelled has failed", e);
        }
    }

    /**
     * Registers a task for the moment when this context is cancelled or its deadline passes. The task runs once: on the
     * thread that cancels, which may be an event loop, or on a timer thread, so it must not block. If the context is
     * cancelled or its deadline has passed already, it runs at once on the current thread. What it throws is logged.
     *
     * <p>The context in which a server runs a handler forgets its tasks when the call ends. In other contexts a task
     * stays until the context is cancelled, its deadline passes or {@link #forget} removes the task.
     */
    public void onCancel(Runnable task) {
        requireNonNull(task, "task");
        if (hasExpired()) {
            cancel();
        }
        listen(task, true);
    }

    /**
     * Registers a task as {@link #onCancel} does, but does not watch the deadline: for work that ends at the deadline
     * by itself, as calls do. The task also runs at the deadline if a task of {@link #onCancel} watches it.
     */
    public void onEarlyCancel(Runnable task) {
        listen(requireNonNull(task, "task"), false);
    }

    private void listen(Runnable task, boolean atDeadline) {
        synchronized (this) {
            if (!cancelled) {
                CancelListeners present = listeners;
                if (present == null) {
                    present = new CancelListeners(this::cancel);
                    listeners = present;
                }
                boolean isFirst = present.isEmpty();
                present.add(task);
                boolean parentTells = parent != null && parent.hasDeadline && parent.deadlineNanos == deadlineNanos;
                if (atDeadline && hasDeadline && !parentTells) {
                    present.startTimer(remainingNanos());
                }
                if (parent != null && (isFirst || (atDeadline && parentTells))) {
                    // Registered with the first task, so a parent keeps only children that have tasks.
                    parent.listen(present.canceller(), atDeadline && parentTells);
                }
                return;
            }
        }
        tell(task);
    }

    /** Removes a task of {@link #onCancel} or {@link #onEarlyCancel}. */
    public synchronized void forget(Runnable task) {
        CancelListeners present = listeners;
        if (present != null && present.remove(task)) {
            present.stopTimer();
            if (parent != null) {
                parent.forget(present.canceller());
            }
        }
    }

    /**
     * Removes all tasks of {@link #onCancel} and {@link #onEarlyCancel} without running them, and stops their timer.
     * Servers call it at the end of the call that this context belongs to. It does not cancel the context. Tasks that
     * were registered with parts of this context do not run either when this context is cancelled later.
     */
    public void end() {
        if (listeners != null) {
            synchronized (this) {
                takeListeners();
            }
        }
    }

    /** Runs a task in this context. */
    public void run(Runnable task) {
        CallContext outer = attach();
        try {
            task.run();
        } finally {
            detach(outer);
        }
    }

    /** Runs a task in a context, or outside of any where that is null. */
    public static void runIn(@Nullable CallContext context, Runnable task) {
        CallContext outer = CURRENT.get();
        CURRENT.set(context);
        try {
            task.run();
        } finally {
            CURRENT.set(outer);
        }
    }

    /**
     * Runs a task in this context and returns what it returns.
     *
     * @throws Exception what the task throws
     */
    public <T> T call(Callable<T> task) throws Exception {
        CallContext outer = attach();
        try {
            return task.call();
        } finally {
            detach(outer);
        }
    }

    /**
     * Puts the current thread into this context and returns the one it was in before, or null: for frameworks that
     * cannot use {@link #run}. {@link #detach} must follow on the same thread, in a finally block.
     */
    public @Nullable CallContext attach() {
        CallContext outer = CURRENT.get();
        CURRENT.set(this);
        return outer;
    }

    /** Puts the current thread back into the context that {@link #attach} returned. */
    public static void detach(@Nullable CallContext outer) {
        CURRENT.set(outer);
    }

    /** Returns a task that runs another one in this context, on whatever thread. */
    public Runnable wrap(Runnable task) {
        requireNonNull(task, "task");
        return () -> run(task);
    }

    /** Returns an executor that hands another one tasks which run in this context. */
    public Executor wrap(Executor executor) {
        requireNonNull(executor, "executor");
        return task -> executor.execute(wrap(task));
    }

    /** Few contexts have a value; the others, one for each call that is served, have no room for it. */
    private static final class WithValue extends CallContext {
        private final Key<?> key;
        private final Object value;

        WithValue(CallContext whole, Key<?> key, Object value) {
            super(whole, whole.hasDeadline(), whole.hasExplicitDeadline(), whole.deadlineNanos, whole.metadata());
            this.key = key;
            this.value = value;
        }
    }

    /**
     * Names a value that contexts carry, such as who calls. Two keys are never the same, whatever their names.
     *
     * @param <T> the type of the values, which should be immutable
     */
    @SuppressWarnings("UnusedTypeParameter") // it says what get() returns
    public static final class Key<T> {
        private final String name;

        private Key(String name) {
            this.name = requireNonNull(name, "name");
        }

        /** Returns a new key; its name is for messages. */
        public static <T> Key<T> of(String name) {
            return new Key<>(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

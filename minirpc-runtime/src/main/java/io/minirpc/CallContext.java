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
 * The deadline, cancellation and values of a unit of work. A server runs each handler in the context of its call. Calls
 * made in a context inherit its deadline and are cancelled with it, on the remote server too. So a deadline holds for a
 * whole chain of calls without being passed as an argument.
 *
 * <p>A thread is in a context while {@link #run} or {@link #call} lasts. Callbacks on the futures of calls run in the
 * context that the call was made in; for other threads there is {@link #wrap}. Thread-safe.
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

    /** Returns the context of the current thread, or null if it is in none. */
    public static @Nullable CallContext current() {
        return CURRENT.get();
    }

    /** Returns a new context that is part of the current one, if any, and adds no deadline. */
    public static CallContext create() {
        return partOf(current(), false, false, 0);
    }

    /**
     * Returns a new context that is part of the current one, if any, and ends after a timeout, or with the current one
     * if that ends earlier.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public static CallContext create(Duration timeout) {
        return partOf(current(), true, true, deadlineAfter(timeout));
    }

    private static long deadlineAfter(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: 0 or more)");
        }
        return System.nanoTime() + Checks.nanosToWait(timeout);
    }

    /** See {@link io.minirpc.internal.Internals#contextOfReceivedCall}. */
    static CallContext ofReceivedCall(long deadlineNanos, Metadata metadata) {
        return new CallContext(null, deadlineNanos != 0, deadlineNanos != 0, deadlineNanos, metadata);
    }

    /** See {@link io.minirpc.internal.Internals#contextOfCallMade}. */
    static CallContext ofCallMade(@Nullable CallContext caller, long deadlineNanos, boolean explicit) {
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

    /** Returns a new part of this context that can be cancelled alone. */
    public CallContext fork() {
        return partOf(this, false, false, 0);
    }

    /**
     * Returns a new part of this context that ends after a timeout, or with this context if that ends earlier.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public CallContext fork(Duration timeout) {
        return partOf(this, true, true, deadlineAfter(timeout));
    }

    /** Returns a new part of this context in which a key has a value. */
    public <T> CallContext with(Key<T> key, T value) {
        return new WithValue(this, requireNonNull(key, "key"), requireNonNull(value, "value"));
    }

    /** Returns the value of a key, or null if it has none in this context. */
    @SuppressWarnings("unchecked") // with() takes no other values
    public <T> @Nullable T get(Key<T> key) {
        for (CallContext context = this; context != null; context = context.parent) {
            if (context instanceof WithValue part && part.key == key) {
                return (T) part.value;
            }
        }
        return null;
    }

    /** Returns the metadata of the call that a server runs in this context; empty if there is no such call. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns whether this context has a deadline. */
    public boolean hasDeadline() {
        return hasDeadline;
    }

    /**
     * Returns whether the deadline was set by a caller, a method or a filter; false if there is none, or only the
     * client's default.
     */
    boolean hasExplicitDeadline() {
        return explicitDeadline;
    }

    /**
     * Returns the time until the deadline, in nanoseconds: 0 if it has passed, {@link Long#MAX_VALUE} if there is none.
     */
    public long remainingNanos() {
        return hasDeadline ? Math.max(0, deadlineNanos - System.nanoTime()) : Long.MAX_VALUE;
    }

    /** Returns the time until the deadline: zero if it has passed, {@link Long#MAX_VALUE} ns if there is none. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** Returns whether this context was cancelled or its deadline has passed. */
    public boolean isCancelled() {
        return hasExpired() || isCancelledEarly();
    }

    /**
     * Returns whether this context, or one that it is part of, was cancelled by {@link #cancel} before its deadline.
     */
    boolean isCancelledEarly() {
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

    /** Cancels the calls made in this context and runs the tasks of {@link #onCancel}. Does nothing the second time. */
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
            LOG.error("a task to run when a context is cancelled has failed", e);
        }
    }

    /**
     * Registers a task for the moment when this context is cancelled or its deadline passes. The task runs once: on the
     * thread that cancels, which may be an event loop, or on a timer thread, so it must not block. If the context is
     * cancelled or its deadline has passed already, it runs at once on the current thread. What it throws is logged.
     *
     * <p>The context in which a server runs a handler drops its tasks when the call ends. In other contexts a task
     * stays until the context is cancelled, its deadline passes or the registration is closed.
     *
     * @return the registration, which may be ignored
     */
    public Registration onCancel(Runnable task) {
        requireNonNull(task, "task");
        if (hasExpired()) {
            cancel();
        }
        listen(task, true);
        return () -> forget(task);
    }

    /** See {@link io.minirpc.internal.Internals#onEarlyCancel}. */
    void onEarlyCancel(Runnable task) {
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
    synchronized void forget(Runnable task) {
        CancelListeners present = listeners;
        if (present != null && present.remove(task)) {
            present.stopTimer();
            if (parent != null) {
                parent.forget(present.canceller());
            }
        }
    }

    /** See {@link io.minirpc.internal.Internals#end}. */
    void end() {
        if (listeners != null) {
            synchronized (this) {
                takeListeners();
            }
        }
    }

    /** Runs a task in this context. */
    public void run(Runnable task) {
        CallContext outer = attach(this);
        try {
            task.run();
        } finally {
            attach(outer);
        }
    }

    /**
     * Runs a task in this context and returns its result.
     *
     * @throws Exception if the task throws it
     */
    public <T> T call(Callable<T> task) throws Exception {
        CallContext outer = attach(this);
        try {
            return task.call();
        } finally {
            attach(outer);
        }
    }

    /** Puts the current thread into a context, or into none if that is null, and returns the one it was in, or null. */
    static @Nullable CallContext attach(@Nullable CallContext context) {
        CallContext outer = CURRENT.get();
        CURRENT.set(context);
        return outer;
    }

    /** Returns a task that runs another one in this context, on whichever thread runs it. */
    public Runnable wrap(Runnable task) {
        requireNonNull(task, "task");
        return () -> run(task);
    }

    /** Returns an executor that runs its tasks in this context, on the threads of another one. */
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

    /** A task registered with {@link #onCancel}. Thread-safe. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Removes the task, which then does not run. Does nothing if it was removed, runs or has run. */
        @Override
        void close();
    }

    /**
     * The key of a value that contexts carry, such as the caller's identity. Two keys are never equal, even if their
     * names are.
     *
     * @param <T> the type of the values, which should be immutable
     */
    @SuppressWarnings("UnusedTypeParameter") // it says what get() returns
    public static final class Key<T> {
        private final String name;

        private Key(String name) {
            this.name = requireNonNull(name, "name");
        }

        /** Returns a new key; the name appears in messages. */
        public static <T> Key<T> of(String name) {
            return new Key<>(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

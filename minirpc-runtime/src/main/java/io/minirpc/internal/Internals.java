package io.minirpc.internal;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Invocation;
import io.minirpc.Metadata;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.RpcException;
import io.minirpc.codec.ExceptionCodec;
import org.jspecify.annotations.Nullable;

/**
 * Access to members of the root package that only the runtime needs and that users should not see. The root package
 * implements it, as classes of the JDK do with its {@code SharedSecrets}. Stateless and thread-safe.
 *
 * <p>Any class may be the first one to be used, on any thread: {@link Reply} sets the instance in its initializer, and
 * {@link Holder} reads it. Neither this class nor {@code Reply} waits for {@code Holder}, so there is no cycle in which
 * threads could wait for each other.
 */
public abstract class Internals {
    private static volatile @Nullable Internals instance;

    /** For the root package only. */
    protected Internals() {}

    /** Returns the only instance, a constant for the JIT. */
    public static Internals get() {
        return Holder.INSTANCE;
    }

    /** Sets the only instance. For the root package only. */
    protected static void set(Internals only) {
        instance = only;
    }

    private static final class Holder {
        static final Internals INSTANCE = load();

        private static Internals load() {
            Reply.of(null); // initializes the class, which sets the instance
            return requireNonNull(instance, "instance");
        }
    }

    /**
     * Returns a call that a client makes.
     *
     * @param hashKey the key for hashing balancers; null to use the method's {@code @HashKey} argument
     */
    public abstract Invocation outgoing(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey);

    /**
     * Returns a call that a server has received.
     *
     * @param context the context of the handler, with the metadata received
     * @param peer the client's address
     * @param exchange the frames of the call
     */
    public abstract Invocation received(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            CallContext context,
            String peer,
            ExchangeSource exchange);

    /**
     * Returns a copy of a call as an attempt to a server.
     *
     * @param selection an opaque object for the last invoker of the call, or null
     */
    public abstract Invocation withPeer(Invocation call, String server, @Nullable Object selection);

    /** Returns the selection of {@link #withPeer}, or null if there was none. */
    public abstract @Nullable Object attachmentOf(Invocation call);

    /** Returns the frames of a call on a server; null on a client. */
    public abstract @Nullable ExchangeSource exchangeOf(Invocation call);

    /** Returns a successful reply with the frames of its call. */
    public abstract Reply reply(@Nullable Object value, ExchangeSource exchange);

    /** Returns a reply with the frames of its call: a copy, or itself if it has them. */
    public abstract Reply withExchange(Reply reply, ExchangeSource exchange);

    /**
     * Returns the context of a call that a server has received.
     *
     * @param deadlineNanos when the caller stops waiting, as a time of {@link System#nanoTime}; 0 if unknown
     * @param metadata the metadata received
     */
    public abstract CallContext contextOfReceivedCall(long deadlineNanos, Metadata metadata);

    /**
     * Returns the context of a call that a client makes.
     *
     * @param caller the context that it is made in, or null
     * @param deadlineNanos the deadline, as a time of {@link System#nanoTime}
     * @param explicit whether the deadline was set on purpose, as opposed to the client's default
     */
    public abstract CallContext contextOfCallMade(@Nullable CallContext caller, long deadlineNanos, boolean explicit);

    /** Runs a task in a context, or in none if that is null. */
    public abstract void runIn(@Nullable CallContext context, Runnable task);

    /**
     * Puts the current thread into a context, or into none if that is null, and returns the one it was in, or null.
     * That must be attached again on the same thread, in a finally block.
     */
    public abstract @Nullable CallContext attach(@Nullable CallContext context);

    /**
     * Removes all tasks to run on cancellation from a context without running them, and stops their timer. Servers call
     * it at the end of the call that the context belongs to. It does not cancel the context. Tasks that were registered
     * with parts of the context do not run either when it is cancelled later.
     */
    public abstract void end(CallContext context);

    /**
     * Registers a task as {@link CallContext#onCancel} does, but does not watch the deadline: for work that ends at the
     * deadline by itself, as calls do. The task also runs at the deadline if a task of {@code onCancel} watches it.
     */
    public abstract void onEarlyCancel(CallContext context, Runnable task);

    /** Removes a task of {@link #onEarlyCancel}. */
    public abstract void forget(CallContext context, Runnable task);

    /** Returns whether a context, or one that it is part of, was cancelled before its deadline. */
    public abstract boolean isCancelledEarly(CallContext context);

    /**
     * Returns whether the deadline of a context was set by a caller, a method or a filter; false if there is none, or
     * only the client's default.
     */
    public abstract boolean hasExplicitDeadline(CallContext context);

    /**
     * Returns a failure with the stack trace of the current thread and another failure as its cause: for failures that
     * another thread has detected.
     */
    public abstract RpcException thrownHere(RpcException failure);

    /** Returns the codec of an exception that a method declares, or null if it does not declare it. */
    public abstract @Nullable ExceptionCodec<?> declaredFor(MethodDescriptor<?, ?> method, Throwable thrown);

    /** Returns the codec of an exception that a method declares, by its name on the wire; null if it declares none. */
    public abstract @Nullable ExceptionCodec<?> declaredNamed(MethodDescriptor<?, ?> method, String name);

    /** Returns whether the layout of a method is a part of its id, since other versions may number fields otherwise. */
    public abstract boolean hasLayout(MethodDescriptor<?, ?> method);

    /** Returns whether calls of a method may have a hash key. */
    public abstract boolean hasHashKey(MethodDescriptor<?, ?> method);
}

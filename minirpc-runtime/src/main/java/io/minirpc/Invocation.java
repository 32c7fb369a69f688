package io.minirpc;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call as filters see it. Immutable: what a filter wants to be different it says in a copy, which it passes on.
 * Thread-safe.
 */
public final class Invocation {
    private final Side side;
    private final MethodDescriptor<?, ?> method;
    private final @Nullable Object arguments;
    private final Metadata metadata;
    private final CallContext context;
    private final @Nullable String hashKey;
    private final @Nullable String peer;
    private final @Nullable Object attachment;
    private final @Nullable Exchange exchange;

    private Invocation(
            Side side,
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey,
            @Nullable String peer,
            @Nullable Object attachment,
            @Nullable Exchange exchange) {
        this.side = side;
        this.method = method;
        this.arguments = arguments;
        this.metadata = metadata;
        this.context = context;
        this.hashKey = hashKey;
        this.peer = peer;
        this.attachment = attachment;
        this.exchange = exchange;
    }

    /**
     * Returns a call that a client makes.
     *
     * @param arguments the arguments, of the type that the method's codec has
     * @param context what the call is part of, until when it may take
     * @param hashKey what balancers that hash tell calls apart by, or null for what the method says
     */
    public static Invocation outgoing(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey) {
        return new Invocation(
                Side.CLIENT,
                requireNonNull(method, "method"),
                arguments,
                requireNonNull(metadata, "metadata"),
                requireNonNull(context, "context"),
                hashKey,
                null,
                null,
                null);
    }

    /**
     * Returns a call that a server has received.
     *
     * @param arguments the arguments, of the type that the method's codec has
     * @param context what the handler runs in, with the metadata that came along
     * @param exchange how it came
     */
    public static Invocation received(
            MethodDescriptor<?, ?> method, @Nullable Object arguments, CallContext context, Exchange exchange) {
        return new Invocation(
                Side.SERVER,
                requireNonNull(method, "method"),
                arguments,
                context.metadata(),
                context,
                null,
                exchange.peer(),
                null,
                requireNonNull(exchange, "exchange"));
    }

    /** Tells on which side of the call this is. */
    public Side side() {
        return side;
    }

    /** Returns what is called. */
    public MethodDescriptor<?, ?> method() {
        return method;
    }

    /**
     * Returns the arguments: the only one where that is a message, otherwise a generated record of all of them; null
     * for methods without any, and where the only one is null.
     */
    public @Nullable Object arguments() {
        return arguments;
    }

    /** Returns what travels along: on a client what is going to, on a server what has come. */
    public Metadata metadata() {
        return metadata;
    }

    /**
     * Returns what the call is part of: its deadline, whether it is still wanted, and values that handlers and the
     * calls they make can see.
     */
    public CallContext context() {
        return context;
    }

    /** Returns how much time is left; as good as for ever where there is no deadline, as may be on a server. */
    public Duration remaining() {
        return context.remaining();
    }

    /** Returns what the caller wants balancers that hash to tell calls apart by; null for what the method says. */
    public @Nullable String hashKey() {
        return hashKey;
    }

    /**
     * Returns the other side's address: host and port, or a name in this process. On a client only attempts have it,
     * and not while no server is known or none can be reached.
     */
    public @Nullable String peer() {
        return peer;
    }

    /** Returns how the call came, on a server; null on a client, where {@link Reply#exchange} has it afterwards. */
    public @Nullable Exchange exchange() {
        return exchange;
    }

    /** Returns the selection of {@link #to}, or null if there was none. For the runtime. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Returns this call with other arguments, which must be of the same type. */
    public Invocation withArguments(@Nullable Object other) {
        return new Invocation(side, method, other, metadata, context, hashKey, peer, attachment, exchange);
    }

    /** Returns this call with an entry of metadata added, or replaced; see {@link Metadata#with}. */
    public Invocation withMetadata(String key, String value) {
        return withMetadata(metadata.with(key, value));
    }

    /** Returns this call with other metadata. */
    public Invocation withMetadata(Metadata other) {
        return new Invocation(side, method, arguments, other, context, hashKey, peer, attachment, exchange);
    }

    /** Returns this call in another context, which should be part of the one it has: {@link CallContext#fork()}. */
    public Invocation withContext(CallContext other) {
        return new Invocation(side, method, arguments, metadata, other, hashKey, peer, attachment, exchange);
    }

    /** Returns this call with less time, from now on; with as much as before where that is less. */
    public Invocation withTimeout(Duration timeout) {
        return withContext(context.fork(timeout));
    }

    /**
     * Returns this call on its way to a server, as an attempt. For the runtime.
     *
     * @param selection read by the last invoker, and by nobody else
     */
    public Invocation to(String server, @Nullable Object selection) {
        return new Invocation(side, method, arguments, metadata, context, hashKey, server, selection, exchange);
    }

    /** Says what is called and not with which arguments: these may be secrets. */
    @Override
    public String toString() {
        return side == Side.CLIENT ? "call of " + method : "call of " + method + " by " + peer;
    }

    /** The two sides of a call. */
    public enum Side {
        /** Where calls are made. */
        CLIENT,
        /** Where they are served. */
        SERVER
    }
}

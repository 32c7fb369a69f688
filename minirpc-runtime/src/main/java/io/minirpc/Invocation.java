package io.minirpc;

import static java.util.Objects.requireNonNull;

import io.minirpc.internal.ExchangeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call as filters see it. Immutable and thread-safe. To change something, a filter passes a modified copy to
 * {@code next}.
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
    private final @Nullable ExchangeSource exchange;

    private Invocation(
            Side side,
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey,
            @Nullable String peer,
            @Nullable Object attachment,
            @Nullable ExchangeSource exchange) {
        this.side = side;
        this.method = requireNonNull(method, "method");
        this.arguments = arguments;
        this.metadata = requireNonNull(metadata, "metadata");
        this.context = requireNonNull(context, "context");
        this.hashKey = hashKey;
        this.peer = peer;
        this.attachment = attachment;
        this.exchange = exchange;
    }

    /** See {@link io.minirpc.internal.Internals#outgoing}. */
    static Invocation outgoing(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey) {
        return new Invocation(Side.CLIENT, method, arguments, metadata, context, hashKey, null, null, null);
    }

    /** See {@link io.minirpc.internal.Internals#received}. */
    static Invocation received(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            CallContext context,
            String peer,
            ExchangeSource exchange) {
        return new Invocation(
                Side.SERVER,
                method,
                arguments,
                context.metadata(),
                context,
                null,
                peer,
                null,
                requireNonNull(exchange, "exchange"));
    }

    /** Returns the side of the call that this is. */
    public Side side() {
        return side;
    }

    /** Returns the method that is called. */
    public MethodDescriptor<?, ?> method() {
        return method;
    }

    /**
     * Returns the arguments: the only argument if that is a message, otherwise a generated record of all of them; null
     * for methods without arguments, and if the only argument is null.
     */
    public @Nullable Object arguments() {
        return arguments;
    }

    /** Returns the metadata: to be sent on a client, as received on a server. */
    public Metadata metadata() {
        return metadata;
    }

    /** Returns the context of the call: its deadline, its cancellation and the values that handlers and calls see. */
    public CallContext context() {
        return context;
    }

    /** Returns the time until the deadline; see {@link CallContext#remaining}. */
    public Duration remaining() {
        return context.remaining();
    }

    /** Returns the key for hashing balancers; null to use the method's {@code @HashKey} argument. */
    public @Nullable String hashKey() {
        return hashKey;
    }

    /**
     * Returns the other side's address: host and port, or a name in this process. On a client it is null outside of
     * attempts, and while no server is known or none can be reached.
     */
    public @Nullable String peer() {
        return peer;
    }

    /** See {@link io.minirpc.internal.Internals#attachmentOf}. */
    @Nullable
    Object attachment() {
        return attachment;
    }

    /** Returns the frames of the call on a server; null on a client. */
    @Nullable
    ExchangeSource exchange() {
        return exchange;
    }

    /** Returns a copy with other arguments, which must be of the same type. */
    public Invocation withArguments(@Nullable Object other) {
        return new Invocation(side, method, other, metadata, context, hashKey, peer, attachment, exchange);
    }

    /** Returns a copy with an entry of metadata added or replaced; see {@link Metadata#with}. */
    public Invocation withMetadata(String key, String value) {
        return withMetadata(metadata.with(key, value));
    }

    /** Returns a copy with other metadata. */
    public Invocation withMetadata(Metadata other) {
        return new Invocation(side, method, arguments, other, context, hashKey, peer, attachment, exchange);
    }

    /** Returns a copy in another context, which should be part of the one it has: {@link CallContext#fork()}. */
    public Invocation withContext(CallContext other) {
        return new Invocation(side, method, arguments, metadata, other, hashKey, peer, attachment, exchange);
    }

    /**
     * Returns a copy with a timeout from now on; an earlier deadline still applies.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    public Invocation withTimeout(Duration timeout) {
        return withContext(context.fork(timeout));
    }

    /** See {@link io.minirpc.internal.Internals#withPeer}. */
    Invocation withPeer(String other, @Nullable Object selection) {
        return new Invocation(side, method, arguments, metadata, context, hashKey, other, selection, exchange);
    }

    /** Returns the method and the peer, without the arguments: these may be secrets. */
    @Override
    public String toString() {
        return side == Side.CLIENT ? "call of " + method : "call of " + method + " by " + peer;
    }

    /** The two sides of a call. */
    public enum Side {
        /** The side that makes the call. */
        CLIENT,
        /** The side that serves it. */
        SERVER
    }
}

package io.minirpc;

import io.minirpc.codec.ExceptionCodec;
import io.minirpc.internal.ExchangeSource;
import io.minirpc.internal.Internals;
import org.jspecify.annotations.Nullable;

/** Members of this package that only the runtime needs. {@link Reply} creates it. */
final class RootInternals extends Internals {
    private RootInternals() {}

    static void register() {
        set(new RootInternals());
    }

    @Override
    public Invocation outgoing(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            Metadata metadata,
            CallContext context,
            @Nullable String hashKey) {
        return Invocation.outgoing(method, arguments, metadata, context, hashKey);
    }

    @Override
    public Invocation received(
            MethodDescriptor<?, ?> method,
            @Nullable Object arguments,
            CallContext context,
            String peer,
            ExchangeSource exchange) {
        return Invocation.received(method, arguments, context, peer, exchange);
    }

    @Override
    public Invocation withPeer(Invocation call, String server, @Nullable Object selection) {
        return call.withPeer(server, selection);
    }

    @Override
    public @Nullable Object attachmentOf(Invocation call) {
        return call.attachment();
    }

    @Override
    public @Nullable ExchangeSource exchangeOf(Invocation call) {
        return call.exchange();
    }

    @Override
    public Reply reply(@Nullable Object value, ExchangeSource exchange) {
        return Reply.of(value, exchange);
    }

    @Override
    public Reply withExchange(Reply reply, ExchangeSource exchange) {
        return reply.withExchange(exchange);
    }

    @Override
    public CallContext contextOfReceivedCall(long deadlineNanos, Metadata metadata) {
        return CallContext.ofReceivedCall(deadlineNanos, metadata);
    }

    @Override
    public CallContext contextOfCallMade(@Nullable CallContext caller, long deadlineNanos, boolean explicit) {
        return CallContext.ofCallMade(caller, deadlineNanos, explicit);
    }

    @Override
    public void runIn(@Nullable CallContext context, Runnable task) {
        CallContext outer = CallContext.attach(context);
        try {
            task.run();
        } finally {
            CallContext.attach(outer);
        }
    }

    @Override
    public @Nullable CallContext attach(@Nullable CallContext context) {
        return CallContext.attach(context);
    }

    @Override
    public void end(CallContext context) {
        context.end();
    }

    @Override
    public void onEarlyCancel(CallContext context, Runnable task) {
        context.onEarlyCancel(task);
    }

    @Override
    public void forget(CallContext context, Runnable task) {
        context.forget(task);
    }

    @Override
    public boolean isCancelledEarly(CallContext context) {
        return context.isCancelledEarly();
    }

    @Override
    public boolean hasExplicitDeadline(CallContext context) {
        return context.hasExplicitDeadline();
    }

    @Override
    public RpcException thrownHere(RpcException failure) {
        return failure.thrownHere();
    }

    @Override
    public @Nullable ExceptionCodec<?> declaredFor(MethodDescriptor<?, ?> method, Throwable thrown) {
        return method.declaredFor(thrown);
    }

    @Override
    public @Nullable ExceptionCodec<?> declaredNamed(MethodDescriptor<?, ?> method, String name) {
        return method.declaredNamed(name);
    }

    @Override
    public boolean hasLayout(MethodDescriptor<?, ?> method) {
        return method.hasLayout();
    }

    @Override
    public boolean hasHashKey(MethodDescriptor<?, ?> method) {
        return method.hasHashKey();
    }
}

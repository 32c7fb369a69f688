package io.minirpc.opentelemetry;

import static java.util.Objects.requireNonNull;

import io.minirpc.CallContext;
import io.minirpc.Filter;
import io.minirpc.Invocation;
import io.minirpc.Invocation.Side;
import io.minirpc.Invoker;
import io.minirpc.Reply;
import io.minirpc.internal.ReplyStages;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionStage;

/**
 * Puts a span around each call, on either side, and has traces go on from one process to the next: the propagators of
 * the {@link OpenTelemetry} given write the context into the call's metadata, those of W3C as {@code traceparent} and
 * {@code tracestate}.
 *
 * <pre>{@code
 * TracingFilter tracing = TracingFilter.create(openTelemetry);
 * RpcServer.builder().filter(tracing)…
 * RpcClient.builder().filter(tracing)…
 * }</pre>
 *
 * As {@code RpcClientBuilder.filter} it makes one span a call, whose time has all attempts in it and whose server is
 * the one that answered; as {@code attemptFilter} one an attempt, which knows its server from the start. Where there
 * are both, attempts are children of their call. On servers it goes outside of the filters whose work should show.
 *
 * <p>Handlers run with their span as the current one, and calls that they make are its children: on other threads too,
 * if these run in the call's {@link CallContext}, which carries the span along. On a client the parent is the current
 * span; where there is none, or it is of another trace than the call's context, that of the context.
 *
 * <p>Spans are named {@code Service/Method} and have the attributes of OpenTelemetry's conventions: rpc.system.name
 * ({@code minirpc}), rpc.method, rpc.response.status_code, server.address and server.port on clients, client.address
 * and client.port on servers. Failures set error.type, which is the status code, and the status ERROR with at most 256
 * characters of the message: all of them on clients, on servers those that are the server's fault (UNKNOWN,
 * DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE and DATA_LOSS). Thread-safe.
 */
public final class TracingFilter implements Filter {
    /** The OpenTelemetry context of a call, in its {@link CallContext}: for code that makes spans of its own there. */
    public static final CallContext.Key<Context> CONTEXT = CallContext.Key.of("OpenTelemetry context");

    /** The context of a call that a client makes, for the filters around its attempts. */
    private static final CallContext.Key<Outgoing> OUTGOING = CallContext.Key.of("outgoing call");

    private final CallSpans spans;
    private final CallPropagation propagation;

    private TracingFilter(Builder settings) {
        spans = new CallSpans(
                settings.openTelemetry.getTracer("io.minirpc"), settings.messageSizes, settings.exceptionEvents);
        propagation =
                new CallPropagation(settings.openTelemetry.getPropagators().getTextMapPropagator());
    }

    /** Returns a filter with the default settings. */
    public static TracingFilter create(OpenTelemetry openTelemetry) {
        return builder(openTelemetry).build();
    }

    /** Returns a builder of filters. */
    public static Builder builder(OpenTelemetry openTelemetry) {
        return new Builder(requireNonNull(openTelemetry, "openTelemetry"));
    }

    @Override
    public CompletionStage<Reply> filter(Invocation call, Invoker next) {
        return call.side() == Side.CLIENT ? outgoing(call, next) : received(call, next);
    }

    private CompletionStage<Reply> outgoing(Invocation call, Invoker next) {
        Context parent = parentOf(call.context());
        Span span = spans.start(call, parent);
        Context context = parent.with(span);
        CallContext inner = call.context().with(OUTGOING, new Outgoing(context));
        return around(span, context, call, propagation.inject(context, call).withContext(inner), next);
    }

    private CompletionStage<Reply> received(Invocation call, Invoker next) {
        Context parent = propagation.extract(call);
        Span span = spans.start(call, parent);
        Context context = parent.with(span);
        return around(span, context, call, call.withContext(call.context().with(CONTEXT, context)), next);
    }

    private CompletionStage<Reply> around(Span span, Context context, Invocation call, Invocation inner, Invoker next) {
        return ReplyStages.onEnd(invoke(next, inner, context), reply -> spans.end(span, call, reply));
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private static CompletionStage<Reply> invoke(Invoker next, Invocation call, Context context) {
        try (Scope scope = context.makeCurrent()) {
            return next.invoke(call);
        }
    }

    /** Threads may be in the span of some other work when they go on with a call; its context is never wrong. */
    private static Context parentOf(CallContext call) {
        Outgoing outgoing = call.get(OUTGOING);
        if (outgoing != null) {
            return outgoing.context;
        }
        Context current = Context.current();
        Context kept = call.get(CONTEXT);
        return kept == null || sameTrace(current, kept) ? current : kept;
    }

    private static boolean sameTrace(Context one, Context other) {
        SpanContext span = Span.fromContext(one).getSpanContext();
        return span.isValid()
                && span.getTraceId()
                        .equals(Span.fromContext(other).getSpanContext().getTraceId());
    }

    /** The context of a call that is under way. */
    private record Outgoing(Context context) {}

    /** A builder of filters. Not thread-safe. */
    public static final class Builder {
        private final OpenTelemetry openTelemetry;
        private boolean messageSizes;
        private boolean exceptionEvents;

        private Builder(OpenTelemetry openTelemetry) {
            this.openTelemetry = openTelemetry;
        }

        /**
         * Sets whether spans say how many bytes request and response have, as {@code minirpc.request.size} and
         * {@code minirpc.response.size}; false by default.
         */
        public Builder messageSizes(boolean on) {
            messageSizes = on;
            return this;
        }

        /**
         * Sets whether failed spans have an event with the exception, its whole message and stack trace included; false
         * by default.
         */
        public Builder exceptionEvents(boolean on) {
            exceptionEvents = on;
            return this;
        }

        /** Returns the filter. */
        public TracingFilter build() {
            return new TracingFilter(this);
        }
    }
}

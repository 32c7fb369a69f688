package io.minirpc.opentelemetry;

import io.minirpc.Exchange;
import io.minirpc.Invocation;
import io.minirpc.Invocation.Side;
import io.minirpc.MethodDescriptor;
import io.minirpc.Reply;
import io.minirpc.StatusCode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What spans say of calls, by OpenTelemetry's semantic conventions for RPC spans as of version 1.40, in which the
 * method's name includes the service's, and for errors as gRPC has them, whose codes these are. Thread-safe.
 */
final class CallSpans {
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("rpc.system.name");
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("rpc.method");
    static final AttributeKey<String> STATUS_CODE = AttributeKey.stringKey("rpc.response.status_code");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    static final AttributeKey<Long> REQUEST_SIZE = AttributeKey.longKey("minirpc.request.size");
    static final AttributeKey<Long> RESPONSE_SIZE = AttributeKey.longKey("minirpc.response.size");

    private static final PeerKeys SERVER = PeerKeys.of("server");
    private static final PeerKeys CLIENT = PeerKeys.of("client");

    private static final int MAX_MESSAGE = 256;

    /** The codes that say that a server failed, not that its caller was wrong. */
    private static final Set<StatusCode> SERVER_FAULTS = EnumSet.of(
            StatusCode.UNKNOWN,
            StatusCode.DEADLINE_EXCEEDED,
            StatusCode.UNIMPLEMENTED,
            StatusCode.INTERNAL,
            StatusCode.UNAVAILABLE,
            StatusCode.DATA_LOSS);

    private final Tracer tracer;
    private final boolean sizes;
    private final boolean exceptions;

    CallSpans(Tracer tracer, boolean sizes, boolean exceptions) {
        this.tracer = tracer;
        this.sizes = sizes;
        this.exceptions = exceptions;
    }

    Span start(Invocation call, Context parent) {
        String method = nameOf(call.method());
        SpanBuilder span = tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(call.side() == Side.CLIENT ? SpanKind.CLIENT : SpanKind.SERVER)
                .setAttribute(SYSTEM, "minirpc")
                .setAttribute(METHOD, method);
        String peer = call.peer();
        if (peer != null) {
            span.setAllAttributes(peerKeys(call).attributesOf(peer));
        }
        return span.startSpan();
    }

    void end(Span span, Invocation call, Reply reply) {
        if (span.isRecording()) {
            record(span, call, reply);
        }
        span.end();
    }

    private void record(Span span, Invocation call, Reply reply) {
        span.setAttribute(STATUS_CODE, reply.code().name());
        Exchange exchange = reply.exchange();
        if (exchange != null) {
            if (call.peer() == null) {
                span.setAllAttributes(peerKeys(call).attributesOf(exchange.peer()));
            }
            if (sizes) {
                recordSizes(span, exchange);
            }
        }
        Throwable failure = reply.failure();
        if (failure != null) {
            recordFailure(span, call.side(), reply.code(), failure);
        }
    }

    private static void recordSizes(Span span, Exchange exchange) {
        int requestBytes = exchange.requestBytes();
        if (requestBytes >= 0) {
            span.setAttribute(REQUEST_SIZE, (long) requestBytes);
        }
        int replyBytes = exchange.replyBytes();
        if (replyBytes >= 0) {
            span.setAttribute(RESPONSE_SIZE, (long) replyBytes);
        }
    }

    private void recordFailure(Span span, Side side, StatusCode code, Throwable failure) {
        if (side == Side.SERVER && !SERVER_FAULTS.contains(code)) {
            return;
        }
        span.setAttribute(ERROR_TYPE, code.name());
        span.setStatus(io.opentelemetry.api.trace.StatusCode.ERROR, bounded(failure.getMessage()));
        if (exceptions) {
            span.recordException(failure);
        }
    }

    private static PeerKeys peerKeys(Invocation call) {
        return call.side() == Side.CLIENT ? SERVER : CLIENT;
    }

    private static String nameOf(MethodDescriptor<?, ?> method) {
        return method.service() + '/' + method.method();
    }

    private static String bounded(@Nullable String message) {
        if (message == null) {
            return "";
        }
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + '…';
    }
}

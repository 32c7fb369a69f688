package io.minirpc.gochat.trace;

import io.minirpc.gochat.api.SendResult;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.AtomicBoolean;

/** A message at a service, from its arrival to its commit. Thread-safe. */
public final class CommitTrace {
    public static final CommitTrace NONE = new CommitTrace(OpenTelemetry.noop().getTracer(""), Span.getInvalid());

    private final Tracer tracer;
    private final Span span;
    private final AtomicBoolean ended = new AtomicBoolean();

    CommitTrace(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
    }

    /** Notes that a committer has taken it, together with others. */
    public void begun(int batch) {
        span.setAttribute(SpanKeys.BATCH, (long) batch);
        span.addEvent(SpanNames.BEGUN);
    }

    /** Notes that a transaction with it begins. */
    public void transaction(long messageId) {
        span.setAttribute(SpanKeys.MESSAGE, messageId);
        span.addEvent(SpanNames.TRANSACTION);
    }

    /** Notes that the transaction has failed and another one follows. */
    public void again(String reason) {
        span.addEvent(SpanNames.AGAIN, Attributes.of(SpanKeys.REASON, reason));
    }

    /** Ends with the first result; nothing where it has ended. */
    public void answered(SendResult result, boolean inTime) {
        if (ended.compareAndSet(false, true)) {
            Outcomes.set(span, result, null);
            if (!inTime) {
                span.setAttribute(SpanKeys.LATE, true);
            }
            span.end();
        }
    }

    /** Begins the publication of what was committed. */
    public PublishTrace publishing(long messageId) {
        return new PublishTrace(tracer.spanBuilder(SpanNames.PUBLISH)
                .setParent(Context.root().with(span))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(SpanKeys.MESSAGE, messageId)
                .startSpan());
    }
}

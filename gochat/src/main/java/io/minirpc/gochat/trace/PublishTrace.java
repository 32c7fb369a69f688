package io.minirpc.gochat.trace;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** A committed message on its way to the bus. Thread-safe. */
public final class PublishTrace {
    public static final PublishTrace NONE = new PublishTrace(Span.getInvalid());

    private final Span span;
    private final long begun = System.nanoTime();

    PublishTrace(Span span) {
        this.span = span;
    }

    /** Notes that it is known where its readers are connected. */
    public void found() {
        span.addEvent(SpanNames.FOUND);
    }

    /** Returns the trace as pushes carry it; null where there is none. */
    public @Nullable String carried() {
        return TraceParent.write(span.getSpanContext());
    }

    /** Returns how long ago it was committed. */
    public long ageNanos() {
        return System.nanoTime() - begun;
    }

    /**
     * Ends: the bus has it.
     *
     * @param gateways to how many it goes
     * @param users how many are addressed by name
     */
    public void published(int gateways, int users) {
        span.setAttribute(SpanKeys.GATEWAYS, (long) gateways);
        span.setAttribute(SpanKeys.USERS, (long) users);
        span.end();
    }

    /** Ends: the push is lost here. */
    public void lost(String reason) {
        span.setAttribute(SpanKeys.OUTCOME, "lost");
        span.setAttribute(SpanKeys.REASON, reason);
        span.end();
    }
}

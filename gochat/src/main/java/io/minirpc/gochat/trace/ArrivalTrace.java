package io.minirpc.gochat.trace;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A message at a gateway, and what becomes of it at each connection. Where it goes to more than {@value #ALL} of them,
 * only what is late, repeated or lost there has spans, and of one message {@value #MAX} at most. Thread-safe.
 */
public final class ArrivalTrace {
    public static final ArrivalTrace NONE =
            new ArrivalTrace(OpenTelemetry.noop().getTracer(""), Span.getInvalid(), 0);

    /** The most connections of which each has a span. */
    static final int ALL = 16;

    /** The most spans about connections. */
    static final int MAX = 64;

    static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Tracer tracer;
    private final Span span;
    private final Context context;
    private final long id;
    private final long arrived = System.nanoTime();
    private final AtomicInteger recorded = new AtomicInteger();
    private volatile int connections;

    ArrivalTrace(Tracer tracer, Span span, long id) {
        this.tracer = tracer;
        this.span = span;
        this.context = TraceParent.under(span);
        this.id = id;
    }

    /** Notes that the connections are found that it goes to. */
    public void found(int count) {
        connections = count;
        span.setAttribute(SpanKeys.CONNECTIONS, (long) count);
        span.end();
    }

    /** Notes that it cannot be handed to those who may see it, and ends. */
    public void lost(String reason) {
        span.setAttribute(SpanKeys.OUTCOME, "lost");
        span.setAttribute(SpanKeys.REASON, reason);
        span.end();
    }

    /**
     * Notes that a device has acknowledged it.
     *
     * @param written when its frame was given to the socket, as of {@code System.nanoTime}
     */
    public void acknowledged(Device device, long written) {
        long now = System.nanoTime();
        if (this == NONE || !isRecorded(now - arrived >= LATE_NANOS)) {
            return;
        }
        Span push = builder(SpanNames.PUSH, device)
                .setStartTimestamp(SpanClock.of(arrived), NANOSECONDS)
                .startSpan();
        push.addEvent(SpanNames.WRITTEN, SpanClock.of(written), NANOSECONDS);
        push.end();
    }

    /** Notes that it was written to a device once more. */
    public void resent(Device device) {
        if (this != NONE && isRecorded(true)) {
            builder(SpanNames.RESEND, device).startSpan().end();
        }
    }

    /** Notes that a device is not told, or that it is unknown whether it was. */
    public void dropped(Device device, String reason) {
        if (this != NONE && isRecorded(true)) {
            builder(SpanNames.DROP, device)
                    .setAttribute(SpanKeys.REASON, reason)
                    .startSpan()
                    .end();
        }
    }

    private boolean isRecorded(boolean matters) {
        return (matters || connections <= ALL) && recorded.get() < MAX && recorded.incrementAndGet() <= MAX;
    }

    private SpanBuilder builder(String name, Device device) {
        return tracer.spanBuilder(name)
                .setParent(context)
                .setAttribute(SpanKeys.MESSAGE, id)
                .setAttribute(SpanKeys.USER, device.user())
                .setAttribute(SpanKeys.DEVICE, device.name());
    }
}

package io.minirpc.gochat.trace;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.frame.ServerFrame.Message;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of messages on their way: received from a client, committed, published, taken from the bus, written,
 * acknowledged, or fetched by a sync. Each becomes a span, found by the message's id. Thread-safe; never blocks, never
 * throws for what a message has.
 */
public final class MessageTrace {
    /** Traces nothing. */
    public static final MessageTrace NONE = new MessageTrace(OpenTelemetry.noop());

    /** The age from which on a message that is fetched is history. */
    private static final long FETCHED_MILLIS = Duration.ofMinutes(10).toMillis();

    private static final int MAX_FETCHED = 500;

    private final Tracer tracer;
    private final SendTrace noSend;

    public MessageTrace(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("io.minirpc.gochat");
        noSend = new SendTrace(Span.getInvalid());
    }

    /**
     * Begins the trace of a message or change that a client has sent.
     *
     * @param waitedNanos how long it has waited already, for those before it
     */
    public SendTrace sending(Device sender, String conversation, long waitedNanos) {
        if (this == NONE) {
            return noSend;
        }
        long now = SpanClock.now();
        Span span = tracer.spanBuilder(SpanNames.SEND)
                .setNoParent()
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(now - waitedNanos, NANOSECONDS)
                .setAttribute(SpanKeys.USER, sender.user())
                .setAttribute(SpanKeys.DEVICE, sender.name())
                .setAttribute(SpanKeys.CONVERSATION, conversation)
                .startSpan();
        span.addEvent(SpanNames.CALLED, now, NANOSECONDS);
        return new SendTrace(span);
    }

    /** Notes that a service has a message to commit, as part of the call that is current. */
    public CommitTrace queued(long sender, String conversation) {
        return this == NONE
                ? CommitTrace.NONE
                : new CommitTrace(
                        tracer,
                        tracer.spanBuilder(SpanNames.COMMIT)
                                .setAttribute(SpanKeys.USER, sender)
                                .setAttribute(SpanKeys.CONVERSATION, conversation)
                                .startSpan());
    }

    /**
     * Notes that a message came by the bus.
     *
     * @param carried the trace that came with it, as {@link PublishTrace#carried} wrote it; null for none
     */
    public ArrivalTrace arrived(Message message, @Nullable String carried) {
        if (this == NONE) {
            return ArrivalTrace.NONE;
        }
        long id = Ids.parse(message.id());
        Span span = tracer.spanBuilder(SpanNames.ARRIVE)
                .setParent(TraceParent.read(carried))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute(SpanKeys.MESSAGE, id)
                .setAttribute(SpanKeys.CONVERSATION, message.conversation())
                .setAttribute(SpanKeys.SEQ, message.seq())
                .startSpan();
        return new ArrivalTrace(tracer, span, id);
    }

    /**
     * Notes which new messages a device has got by asking for them.
     *
     * @param sinceHeartbeatMillis since its last heartbeat; negative where there was none
     */
    public void fetched(Device device, Stream<Message> messages, long sinceHeartbeatMillis) {
        if (this == NONE) {
            return;
        }
        long after = System.currentTimeMillis() - FETCHED_MILLIS;
        List<Long> ids = messages.filter(message -> message.time() >= after)
                .limit(MAX_FETCHED)
                .map(message -> Ids.parse(message.id()))
                .toList();
        if (!ids.isEmpty()) {
            Span span = tracer.spanBuilder(SpanNames.FETCH)
                    .setParent(Context.root())
                    .setAttribute(SpanKeys.USER, device.user())
                    .setAttribute(SpanKeys.DEVICE, device.name())
                    .setAttribute(SpanKeys.MESSAGES, ids)
                    .startSpan();
            if (sinceHeartbeatMillis >= 0) {
                span.setAttribute(SpanKeys.SINCE_HEARTBEAT, sinceHeartbeatMillis);
            }
            span.end();
        }
    }
}

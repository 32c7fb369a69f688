package io.minirpc.gochat.trace;

import io.minirpc.gochat.frame.Ids;
import io.minirpc.gochat.trace.TraceReport.Event;
import io.minirpc.gochat.trace.TraceReport.Step;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Reports of the spans that are kept. Stateless. */
final class Reports {
    /** A client that asks for a message again and again must not make its report too large. */
    private static final int MAX_STEPS = 2_000;

    private Reports() {}

    static TraceReport of(String process, long message, RecentSpans spans) {
        OptionalLong since = spans.since();
        return new TraceReport(
                process,
                Ids.text(message),
                since.isPresent() ? micros(since.getAsLong()) : null,
                spans.find(message).stream().limit(MAX_STEPS).map(Reports::step).toList());
    }

    private static Step step(SpanData span) {
        return new Step(
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanContext().isValid() ? span.getParentSpanId() : null,
                span.getName(),
                micros(span.getStartEpochNanos()),
                micros(span.getEndEpochNanos()),
                texts(span.getAttributes()),
                span.getEvents().stream().map(Reports::event).toList());
    }

    private static Event event(EventData event) {
        return new Event(event.getName(), micros(event.getEpochNanos()), texts(event.getAttributes()));
    }

    /** The ids of other messages are left out: they are those that one answer had. */
    private static Map<String, String> texts(Attributes attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((key, value) -> {
            if (!key.equals(SpanKeys.MESSAGES)) {
                texts.put(key.getKey(), String.valueOf(value));
            }
        });
        return texts;
    }

    private static long micros(long nanos) {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }
}

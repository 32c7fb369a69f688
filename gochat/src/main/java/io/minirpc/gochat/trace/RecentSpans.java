package io.minirpc.gochat.trace;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The last {@value #MAX_SPANS} spans of this process. A fifth of the room is for those that took half a second or more,
 * since it is they that are asked for, and under load the others are gone within seconds. Thread-safe.
 */
final class RecentSpans implements SpanProcessor {
    static final int MAX_SPANS = 10_000;
    private static final int MAX_LATE = MAX_SPANS / 5;
    private static final long MAX_BYTES = 16 << 20;
    private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final SpanRing recent = new SpanRing(MAX_SPANS - MAX_LATE, MAX_BYTES - MAX_BYTES / 5);
    private final SpanRing late = new SpanRing(MAX_LATE, MAX_BYTES / 5);

    @Override
    public void onEnd(ReadableSpan span) {
        (span.getLatencyNanos() >= LATE_NANOS ? late : recent).add(span);
    }

    /** Returns the spans of a message, and those of the same traces, the oldest first. */
    List<SpanData> find(long message) {
        List<ReadableSpan> all = all().toList();
        Set<String> traces = new HashSet<>();
        for (ReadableSpan span : all) {
            if (isOf(message, span)) {
                traces.add(span.getSpanContext().getTraceId());
            }
        }
        return all.stream()
                .filter(span -> traces.contains(span.getSpanContext().getTraceId()))
                .map(ReadableSpan::toSpanData)
                .sorted(Comparator.comparingLong(SpanData::getStartEpochNanos))
                .toList();
    }

    private static boolean isOf(long message, ReadableSpan span) {
        Long id = span.getAttribute(SpanKeys.MESSAGE);
        if (id != null) {
            return id == message;
        }
        List<Long> ids = span.getAttribute(SpanKeys.MESSAGES);
        return ids != null && ids.contains(message);
    }

    private Stream<ReadableSpan> all() {
        return Stream.concat(late.spans().stream(), recent.spans().stream());
    }

    /** Returns since when all spans are here, in nanoseconds since 1970; empty where there are none. */
    OptionalLong since() {
        return recent.spans().stream()
                .limit(1)
                .mapToLong(span -> span.toSpanData().getEndEpochNanos())
                .findFirst();
    }

    /** Returns how many there are. */
    int size() {
        return recent.spans().size() + late.spans().size();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}

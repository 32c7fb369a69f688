package io.minirpc.gochat.trace;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The last spans, bounded by number and by about the bytes that they take. Thread-safe. */
final class SpanRing {
    /** About the bytes of a span with all the attributes and events that it may have, without lists. */
    static final int SPAN_BYTES = 1_400;

    private static final int ID_BYTES = 28;

    private final int maxSpans;
    private final long maxBytes;
    private final Queue<ReadableSpan> spans = new ArrayDeque<>();
    private long bytes;

    SpanRing(int maxSpans, long maxBytes) {
        this.maxSpans = maxSpans;
        this.maxBytes = maxBytes;
    }

    synchronized void add(ReadableSpan span) {
        spans.add(span);
        bytes += bytesOf(span);
        while (spans.size() > maxSpans || bytes > maxBytes) {
            bytes -= bytesOf(spans.remove());
        }
    }

    private static long bytesOf(ReadableSpan span) {
        List<Long> ids = span.getAttribute(SpanKeys.MESSAGES);
        return SPAN_BYTES + (ids == null ? 0L : (long) ID_BYTES * ids.size());
    }

    /** Returns a copy, the oldest first. */
    synchronized List<ReadableSpan> spans() {
        return new ArrayList<>(spans);
    }
}

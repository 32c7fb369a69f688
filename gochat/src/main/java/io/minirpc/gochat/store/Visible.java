package io.minirpc.gochat.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Which messages of a conversation somebody may see. Bounds are exclusive.
 *
 * @param spans in ascending order, none empty, up to the head that was read with them
 */
public record Visible(List<Span> spans) {
    public boolean has(long seq) {
        return spans.stream().anyMatch(span -> span.has(seq));
    }

    public long count() {
        return spans.stream().mapToLong(Span::length).sum();
    }

    /** Returns the last seq below {@code seq}, or 0. */
    public long previous(long seq) {
        return down(seq, 1).stream().mapToLong(Span::last).findFirst().orElse(0);
    }

    /** Returns the next {@code limit} above {@code after} and below {@code before}, in ascending order. */
    public List<Span> up(long after, long before, int limit) {
        List<Span> found = new ArrayList<>();
        long left = limit;
        for (Span span : spans) {
            if (left > 0 && span.last() > after && span.first() < before) {
                long first = Math.max(span.first(), after + 1);
                long last = Math.min(Math.min(span.last(), before - 1), first + left - 1);
                left -= add(found, first, last);
            }
        }
        return found;
    }

    /** Returns the next {@code limit} below {@code before}, in descending order of the spans. */
    public List<Span> down(long before, int limit) {
        List<Span> found = new ArrayList<>();
        long left = limit;
        for (int i = spans.size() - 1; i >= 0 && left > 0; i--) {
            Span span = spans.get(i);
            if (span.first() < before) {
                long last = Math.min(span.last(), before - 1);
                left -= add(found, Math.max(span.first(), last - left + 1), last);
            }
        }
        return found;
    }

    /** Adds a span that may be empty; returns its length. */
    private static long add(List<Span> found, long first, long last) {
        if (first > last) {
            return 0;
        }
        found.add(new Span(first, last));
        return last - first + 1;
    }
}

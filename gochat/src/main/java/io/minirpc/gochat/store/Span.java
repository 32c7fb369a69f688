package io.minirpc.gochat.store;

/**
 * Messages that follow each other.
 *
 * @param first the seq of the first, at least 1
 * @param last the seq of the last, at least {@code first - 1}
 */
public record Span(long first, long last) {
    public long length() {
        return last - first + 1;
    }

    public boolean has(long seq) {
        return first <= seq && seq <= last;
    }
}

package io.minirpc.gochat.check;

import java.util.Arrays;

/** A growing list of longs that costs 8 bytes an element. Not thread-safe. */
final class LongList {
    private long[] values = new long[16];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Sets an element; those between the end and {@code index} become {@code fill}. */
    void set(int index, long value, long fill) {
        while (size <= index) {
            add(fill);
        }
        values[index] = value;
    }

    long get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("index: " + index + " (expected: below " + size + ")");
        }
        return values[index];
    }

    /** Returns an element, or {@code fallback} beyond the end. */
    long get(int index, long fallback) {
        return index < size ? values[index] : fallback;
    }

    int size() {
        return size;
    }
}

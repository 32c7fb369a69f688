package io.minirpc.gochat.check;

import java.util.Arrays;

/** A growing list of ints that costs 4 bytes an element. Not thread-safe. */
final class IntList {
    private int[] values = new int[8];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Sets an element; those between the end and {@code index} become {@code fill}. */
    void set(int index, int value, int fill) {
        while (size <= index) {
            add(fill);
        }
        values[index] = value;
    }

    int get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("index: " + index + " (expected: below " + size + ")");
        }
        return values[index];
    }

    /** Returns an element, or {@code fallback} beyond the end. */
    int get(int index, int fallback) {
        return index < size ? values[index] : fallback;
    }

    int size() {
        return size;
    }
}

package io.minirpc.codec;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refuses elements of a hash table that were chosen to have the same hash code. Java keeps such elements in a tree, but
 * where they do not compare themselves it has to search all of it: 65,536 of them cost minutes.
 */
final class Collisions {
    private static final int MAX_WITH_SAME_HASH = 256;

    /** For collections that do not hash. */
    private static final Collisions IGNORED = new Collisions(false);

    private final boolean isCounted;
    private final Map<Integer, Integer> counts = new HashMap<>();

    private Collisions(boolean isCounted) {
        this.isCounted = isCounted;
    }

    /** Starts to count in a collection that is new. */
    static Collisions in(Collection<?> elements) {
        return elements instanceof HashSet ? new Collisions(true) : IGNORED;
    }

    /** Starts to count in a map that is new. */
    static Collisions in(Map<?, ?> map) {
        return map instanceof HashMap ? new Collisions(true) : IGNORED;
    }

    /** Goes on counting where there are elements already. */
    Collisions with(Collection<?> elements, WireReader in) {
        if (isCounted && !elements.isEmpty()) {
            in.countCopied(elements.size());
            elements.forEach(this::add);
        }
        return this;
    }

    /** Counts an element that was not there before. */
    void add(@Nullable Object element) {
        if (isCounted && element != null && !isOrdered(element)) {
            int count = counts.merge(element.hashCode(), 1, Integer::sum);
            if (count > MAX_WITH_SAME_HASH) {
                throw new CodecException("more than " + MAX_WITH_SAME_HASH + " elements with one hash code");
            }
        }
    }

    /** Returns whether the tree finds elements of a type by their order, which has to be one of that very type. */
    private static boolean isOrdered(Object element) {
        return element instanceof String
                || element instanceof Number
                || element instanceof Enum
                || element instanceof UUID;
    }
}

package io.minirpc.processor.lock;

import java.util.List;

/**
 * The block of an enum, an exception, a message or a sealed type.
 *
 * @param name the qualified Java name
 * @param variables how many type variables it has
 * @param wireName the name by which callers know an exception; empty for other kinds
 * @param isImported whether another jar owns the codec, and with it the numbers
 */
record LockedType(
        BlockKind kind,
        String name,
        int variables,
        String wireName,
        boolean isImported,
        Status status,
        List<LockedLine> lines) {
    LockedType {
        lines = List.copyOf(lines);
    }

    LockedType with(Status other) {
        return new LockedType(kind, name, variables, wireName, isImported, other, lines);
    }

    LockedType with(List<LockedLine> others) {
        return new LockedType(kind, name, variables, wireName, isImported, status, others);
    }

    /** Returns the last part of a qualified name. */
    static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}

package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The question whether two locked types mean the same by each number, so that one may take the other's place. */
final class Copies {
    private final LockFile lock;
    private final Set<List<String>> assumed = new HashSet<>();

    Copies(LockFile lock) {
        this.lock = lock;
    }

    boolean areCopies(String name, String otherName) {
        LockedType type = lock.type(name);
        LockedType other = lock.type(otherName);
        if (name.equals(otherName) || !assumed.add(List.of(name, otherName))) {
            return true;
        }
        return type != null
                && other != null
                && type.kind() == other.kind()
                && type.variables() == other.variables()
                && covers(type, other)
                && covers(other, type);
    }

    /** Returns whether one has each number that the other sends, with its name and type. */
    private boolean covers(LockedType type, LockedType other) {
        Map<Integer, LockedLine> lines = new TreeMap<>();
        type.lines().forEach(line -> lines.put(line.number(), line));
        for (LockedLine line : other.lines()) {
            LockedLine same = lines.get(line.number());
            if (!line.status().isGone() && (same == null || !isSame(type.kind(), same, line))) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(BlockKind kind, LockedLine line, LockedLine other) {
        return areSame(line.type(), other.type()) && kind.key(line.name()).equals(kind.key(other.name()));
    }

    private boolean areSame(@Nullable Kind type, @Nullable Kind other) {
        if (type == null || other == null) {
            return type == null && other == null;
        }
        if (type instanceof Kind.ListOf list && other instanceof Kind.ListOf otherList) {
            return areSame(list.element(), otherList.element());
        }
        if (type instanceof Kind.SetOf set && other instanceof Kind.SetOf otherSet) {
            return areSame(set.element(), otherSet.element());
        }
        if (type instanceof Kind.MapOf map && other instanceof Kind.MapOf otherMap) {
            return map.key().equals(otherMap.key()) && areSame(map.value(), otherMap.value());
        }
        if (type instanceof Kind.Named named && other instanceof Kind.Named otherNamed) {
            return named.arguments().equals(otherNamed.arguments()) && areCopies(named.name(), otherNamed.name());
        }
        return type.equals(other);
    }
}

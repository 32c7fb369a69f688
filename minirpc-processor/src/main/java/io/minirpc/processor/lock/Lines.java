package io.minirpc.processor.lock;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of a block, by number and by name. */
final class Lines {
    private final BlockKind kind;
    private final TreeMap<Integer, LockedLine> byNumber = new TreeMap<>();

    private Lines(BlockKind kind) {
        this.kind = kind;
    }

    static Lines of(BlockKind kind, List<LockedLine> lines) {
        Lines result = new Lines(kind);
        lines.forEach(result::put);
        return result;
    }

    /** Adds a line, in place of that with its number. */
    void put(LockedLine line) {
        byNumber.put(line.number(), line);
    }

    @Nullable
    LockedLine numbered(int number) {
        return byNumber.get(number);
    }

    /** Returns the line of a name that is in use, or else that which had the name last. */
    @Nullable
    LockedLine named(String name) {
        String key = kind.key(name);
        LockedLine found = null;
        for (LockedLine line : byNumber.values()) {
            boolean isBetter = found == null || found.status().isGone();
            if (isBetter && kind.key(line.name()).equals(key)) {
                found = line;
            }
        }
        return found;
    }

    /** Returns the number that follows the highest, whether that is in use or gone: holes are never filled. */
    int next() {
        return byNumber.isEmpty() ? kind.first() : kind.after(byNumber.lastKey());
    }

    List<LockedLine> list() {
        return List.copyOf(byNumber.values());
    }
}

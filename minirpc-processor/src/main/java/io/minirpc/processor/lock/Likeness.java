package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for the former self of a type that no other type or method uses. */
final class Likeness {
    private final LockFile lock;
    private final Contract now;

    Likeness(LockFile lock, Contract now) {
        this.lock = lock;
        this.now = now;
    }

    /**
     * Returns the one block whose type is there no more and that is like the type: of its simple name, or else with
     * exactly its members. Returns null where there is none, or more than one.
     */
    @Nullable
    LockedType origin(Contract.Type type) {
        List<LockedType> alike = lock.types().stream()
                .filter(block -> block.kind() == type.kind() && !block.status().isGone())
                .filter(block -> now.type(block.name()) == null && isAlike(block, type))
                .toList();
        List<LockedType> namesakes = alike.stream()
                .filter(block -> LockedType.simpleName(block.name()).equals(LockedType.simpleName(type.name())))
                .toList();
        List<LockedType> twins = alike.stream()
                .filter(block -> live(block) == type.members().size()
                        && common(block, type) == type.members().size())
                .toList();
        return namesakes.size() == 1 ? namesakes.get(0) : twins.size() == 1 ? twins.get(0) : null;
    }

    /** Returns whether the two share a member, and no name with different types. */
    private static boolean isAlike(LockedType block, Contract.Type type) {
        Lines lines = Lines.of(block.kind(), block.lines());
        boolean contradicts = type.members().stream().anyMatch(member -> {
            LockedLine line = lines.named(member.name());
            return line != null && !isSame(line, member);
        });
        return !contradicts && common(block, type) > 0;
    }

    private static long live(LockedType block) {
        return block.lines().stream().filter(line -> !line.status().isGone()).count();
    }

    private static long common(LockedType block, Contract.Type type) {
        Lines lines = Lines.of(block.kind(), block.lines());
        return type.members().stream()
                .filter(member -> {
                    LockedLine line = lines.named(member.name());
                    return line != null && isSame(line, member);
                })
                .count();
    }

    private static boolean isSame(LockedLine line, Contract.Member member) {
        Kind type = line.type();
        return type == null ? member.type() == null : type.equals(member.type());
    }
}

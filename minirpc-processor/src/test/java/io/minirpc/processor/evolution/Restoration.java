package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;

/** The return of a member from an earlier version, with the types that it needs. */
final class Restoration {
    private final Version version;
    private final Version earlier;

    Restoration(Version version, Version earlier) {
        this.version = version;
        this.earlier = earlier;
    }

    /** Adds the types that a member needs, and returns whether that was possible. */
    boolean restore(Member member, Block.Kind kind) {
        List<Declaration> missing = new ArrayList<>();
        collect(member, missing);
        boolean isLeaf = kind == Block.Kind.LEAF;
        boolean areLeavesInPlace = missing.stream()
                .allMatch(type -> type.form() != Declaration.Form.LEAF
                        || (isLeaf && Type.Named.of(type.id()).equals(member.type())));
        boolean isGone = !isLeaf
                || missing.stream().anyMatch(type -> Type.Named.of(type.id()).equals(member.type()));
        boolean isNameFree = !isLeaf || !(version.hasType(member.name()) || version.hasType(member.wire()));
        boolean areNamesFree = missing.stream().noneMatch(type -> version.hasType(type.name()))
                && missing.stream().map(Declaration::name).distinct().count() == missing.size();
        boolean isPossible = areLeavesInPlace && isGone && isNameFree && areNamesFree;
        if (isPossible) {
            version.declarations.addAll(missing);
        }
        return isPossible;
    }

    private void collect(Member member, List<Declaration> missing) {
        for (int id : Version.ids(member.type())) {
            Declaration then = earlier.declaration(id);
            if (version.find(id) == null && !missing.contains(then)) {
                missing.add(then);
                then.members().forEach(each -> collect(each, missing));
            }
        }
    }
}

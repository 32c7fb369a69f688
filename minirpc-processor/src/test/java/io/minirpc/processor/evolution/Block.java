package io.minirpc.processor.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members of one type or method. */
record Block(
        Kind kind,
        @Nullable Declaration declaration,
        @Nullable Operation operation) {
    /** The kinds of members. */
    enum Kind {
        FIELD,
        PARAMETER,
        CONSTANT,
        LEAF
    }

    /** Returns the blocks of a version. */
    static List<Block> of(Version version) {
        List<Block> blocks = new ArrayList<>();
        version.declarations.forEach(declaration -> blocks.add(new Block(kind(declaration), declaration, null)));
        version.operations.stream()
                .map(operation -> new Block(Kind.PARAMETER, null, operation))
                .forEach(blocks::add);
        return blocks;
    }

    private static Kind kind(Declaration declaration) {
        if (declaration.form().isSealed()) {
            return Kind.LEAF;
        }
        return declaration.form() == Declaration.Form.ENUM ? Kind.CONSTANT : Kind.FIELD;
    }

    List<Member> members() {
        return declaration != null ? declaration.members() : operation != null ? operation.parameters() : List.of();
    }

    /** Returns a block that another version has of the same type or method, or null if it has none. */
    @Nullable
    Block in(Version version) {
        if (declaration != null) {
            Declaration other = version.find(declaration.id());
            return other == null ? null : new Block(kind, other, null);
        }
        Operation other = operation == null ? null : version.operation(operation.wire());
        return other == null ? null : new Block(kind, null, other);
    }

    void put(Version version, List<Member> members) {
        if (declaration != null) {
            version.replace(declaration.with(members));
        } else if (operation != null) {
            version.operations.replaceAll(each -> each.equals(operation) ? operation.with(members) : each);
        }
    }

    /** Returns whether a member may go: types that choose need one that is left, and beans a property. */
    boolean canLose(Member member, Version version) {
        boolean isLast = members().size() == 1;
        if (isLast && declaration != null && (kind != Kind.FIELD || declaration.form() == Declaration.Form.BEAN)) {
            return false;
        }
        return kind != Kind.LEAF || !version.uses(((Type.Named) Objects.requireNonNull(member.type())).id());
    }
}

package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import java.util.Objects;
import java.util.stream.Collectors;

/** Java's names of the types of one version. */
final class TypeNames {
    private final Version version;

    TypeNames(Version version) {
        this.version = version;
    }

    String of(Type type) {
        if (type instanceof Type.Single single) {
            return single.isBoxed() ? single.scalar().boxed() : single.scalar().type();
        }
        if (type instanceof Type.Container container) {
            return container.shape() == Type.Shape.ARRAY
                    ? of(container.last()) + "[]"
                    : container.shape().type() + "<"
                            + container.parts().stream().map(this::boxed).collect(Collectors.joining(", ")) + ">";
        }
        if (type instanceof Type.Named named) {
            return of(version.declaration(named.id()))
                    + (named.arguments().isEmpty()
                            ? ""
                            : "<" + boxed(named.arguments().get(0)) + ">");
        }
        return "T";
    }

    /** Returns the name for use as a type argument. */
    String boxed(Type type) {
        return type instanceof Type.Single single ? single.scalar().boxed() : of(type);
    }

    /** Returns the qualified name of a type. */
    String of(Declaration declaration) {
        if (declaration.form() != Form.LEAF) {
            return packageOf(declaration) + "." + declaration.name();
        }
        Declaration sealed = version.sealedOf(declaration.id());
        String outer = sealed.form() == Form.SEALED ? of(sealed) : packageOf(sealed);
        return outer + "." + simple(declaration);
    }

    String simple(Declaration declaration) {
        return declaration.form() == Form.LEAF ? leaf(declaration).name() : declaration.name();
    }

    /** Returns what the sealed interface says of one of its leaves. */
    Member leaf(Declaration leaf) {
        return Objects.requireNonNull(Version.member(version.sealedOf(leaf.id()), leaf.id()));
    }

    String packageOf(Declaration declaration) {
        boolean isMoved = declaration.form() == Form.LEAF
                ? version.sealedOf(declaration.id()).isMoved()
                : declaration.isMoved();
        return version.packageName() + (isMoved ? ".moved" : "");
    }
}

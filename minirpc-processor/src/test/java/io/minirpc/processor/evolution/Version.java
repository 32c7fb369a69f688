package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of one schema: a service, its methods, and the types they use. Mutable; edits work on a copy. */
final class Version {
    final int schema;
    final List<Declaration> declarations = new ArrayList<>();
    final List<Operation> operations = new ArrayList<>();

    Version(int schema) {
        this.schema = schema;
    }

    Version copy() {
        Version copy = new Version(schema);
        copy.declarations.addAll(declarations);
        copy.operations.addAll(operations);
        return copy;
    }

    String packageName() {
        return "s" + schema;
    }

    /** Returns the name of the service, which says of which schema a message of the lock speaks. */
    String service() {
        return "Service" + schema;
    }

    Declaration declaration(int id) {
        Declaration found = find(id);
        if (found == null) {
            throw new IllegalArgumentException("no type " + id + " in schema " + schema);
        }
        return found;
    }

    @Nullable
    Declaration find(int id) {
        return declarations.stream()
                .filter(declaration -> declaration.id() == id)
                .findFirst()
                .orElse(null);
    }

    void replace(Declaration declaration) {
        declarations.replaceAll(each -> each.id() == declaration.id() ? declaration : each);
    }

    @Nullable
    Operation operation(String wire) {
        return operations.stream()
                .filter(operation -> operation.wire().equals(wire))
                .findFirst()
                .orElse(null);
    }

    /** Returns the sealed interface of a leaf. */
    Declaration sealedOf(int leaf) {
        return declarations.stream()
                .filter(declaration -> declaration.form().isSealed() && member(declaration, leaf) != null)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what a sealed interface says of a leaf. */
    static @Nullable Member member(Declaration sealed, int leaf) {
        return sealed.members().stream()
                .filter(member -> Type.Named.of(leaf).equals(member.type()))
                .findFirst()
                .orElse(null);
    }

    /** Returns the only parameter, if it is a message and so travels as it is. */
    @Nullable
    Type bareArgument(Operation operation) {
        if (operation.parameters().size() != 1) {
            return null;
        }
        Type type = operation.parameters().get(0).type();
        boolean isMessage =
                type instanceof Type.Named named && declaration(named.id()).form() != Form.ENUM;
        return isMessage ? type : null;
    }

    /** Returns whether a name is that of a type already. */
    boolean hasType(String name) {
        return declarations.stream()
                .anyMatch(declaration -> declaration.name().equals(name)
                        || declaration.wire().equals(name)
                        || (declaration.form().isSealed()
                                && declaration.members().stream().anyMatch(leaf -> leaf.isCalled(name))));
    }

    /** Returns whether a field, parameter or reply is of a type, sealed interfaces apart. */
    boolean uses(int id) {
        boolean isField = declarations.stream()
                .filter(declaration -> !declaration.form().isSealed())
                .anyMatch(declaration -> uses(declaration.members(), id));
        return isField
                || operations.stream()
                        .anyMatch(operation -> uses(operation.parameters(), id)
                                || ids(operation.reply()).contains(id));
    }

    private static boolean uses(List<Member> members, int id) {
        return members.stream().anyMatch(member -> ids(member.type()).contains(id));
    }

    /** Returns the declared types that a type consists of. */
    static List<Integer> ids(@Nullable Type type) {
        List<Integer> ids = new ArrayList<>();
        if (type instanceof Type.Container container) {
            container.parts().forEach(part -> ids.addAll(ids(part)));
        } else if (type instanceof Type.Named named) {
            ids.add(named.id());
            named.arguments().forEach(argument -> ids.addAll(ids(argument)));
        }
        return ids;
    }
}

package io.minirpc.processor.evolution;

import java.util.List;
import java.util.Set;

/**
 * A declared type.
 *
 * @param id what it is known by in all versions
 * @param name the simple name in Java; a leaf has that of the member of its sealed interface
 * @param wire the name on the wire of an exception
 * @param isOwned whether it has {@code @RpcMessage}
 * @param isMoved whether it is in another package than the service
 */
record Declaration(
        int id, Form form, String name, String wire, boolean isOwned, boolean isMoved, List<Member> members) {
    /** The forms of types. */
    enum Form {
        RECORD,
        BEAN,
        GENERIC,
        ENUM,
        SEALED,
        /** A sealed interface whose leaves are top-level types. */
        OPEN_SEALED,
        LEAF,
        EXCEPTION;

        private static final Set<Form> MESSAGES = Set.of(RECORD, BEAN, GENERIC, LEAF);

        boolean isSealed() {
            return this == SEALED || this == OPEN_SEALED;
        }

        /** Returns whether it is a message with fields. */
        boolean isMessage() {
            return MESSAGES.contains(this);
        }
    }

    Declaration with(List<Member> newMembers) {
        return new Declaration(id, form, name, wire, isOwned, isMoved, List.copyOf(newMembers));
    }

    Declaration renamed(String newName, String newWire) {
        return new Declaration(id, form, newName, newWire, isOwned, isMoved, members);
    }

    Declaration as(Form newForm) {
        return new Declaration(id, newForm, name, wire, isOwned, isMoved, members);
    }

    Declaration owned(boolean owned) {
        return new Declaration(id, form, name, wire, owned, isMoved, members);
    }

    Declaration moved(boolean moved) {
        return new Declaration(id, form, name, wire, isOwned, moved, members);
    }

    /** Returns the fields with a generic type's argument in place of its variable. */
    List<Member> bound(List<Type> arguments) {
        return arguments.isEmpty()
                ? members
                : members.stream()
                        .map(member -> new Member(
                                member.name(),
                                member.wire(),
                                member.type() == null ? null : member.type().bind(arguments),
                                member.encoding(),
                                member.number()))
                        .toList();
    }
}

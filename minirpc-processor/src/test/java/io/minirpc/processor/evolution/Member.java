package io.minirpc.processor.evolution;

import org.jspecify.annotations.Nullable;

/**
 * A field, parameter, constant, or leaf of a sealed interface.
 *
 * @param name the name in Java
 * @param wire the name on the wire
 * @param type null for a constant
 * @param encoding that of {@code @RpcField}, or empty
 * @param number that of {@code @RpcField}, or 0
 */
record Member(String name, String wire, @Nullable Type type, String encoding, int number) {
    static Member of(String name, @Nullable Type type) {
        return new Member(name, name, type, "", 0);
    }

    Member renamed(String newName, String newWire) {
        return new Member(newName, newWire, type, encoding, number);
    }

    /** Returns the member with another type, and so without what belongs to the former one. */
    Member retyped(Type newType) {
        return new Member(name, wire, newType, "", 0);
    }

    Member encoded(String newEncoding) {
        return new Member(name, wire, type, newEncoding, 0);
    }

    Member numbered(int newNumber) {
        return new Member(name, wire, type, encoding, newNumber);
    }

    boolean isCalled(String word) {
        return name.equalsIgnoreCase(word) || wire.equalsIgnoreCase(word);
    }
}

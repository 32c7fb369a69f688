package io.minirpc.processor.evolution;

import java.util.List;
import java.util.Set;

/** The Java type of a field, parameter or reply. */
sealed interface Type {
    /**
     * A single value.
     *
     * @param isBoxed whether it can be null, as all but primitives can
     */
    record Single(JavaScalar scalar, boolean isBoxed) implements Type {
        static Single of(JavaScalar scalar) {
            return new Single(scalar, !scalar.isPrimitive());
        }

        static Single boxed(JavaScalar scalar) {
            return new Single(scalar, true);
        }
    }

    /** The types of what holds other values. */
    enum Shape {
        LIST("java.util.List"),
        COLLECTION("java.util.Collection"),
        SET("java.util.Set"),
        ARRAY("[]"),
        MAP("java.util.Map"),
        OPTIONAL("java.util.Optional");

        private static final Set<Shape> REPEATED = Set.of(LIST, COLLECTION, SET, ARRAY);

        private final String type;

        Shape(String type) {
            this.type = type;
        }

        String type() {
            return type;
        }

        boolean isRepeated() {
            return REPEATED.contains(this);
        }
    }

    /** @param parts the element, or a map's key and value */
    record Container(Shape shape, List<Type> parts) implements Type {
        static Container of(Shape shape, Type... parts) {
            return new Container(shape, List.of(parts));
        }

        Type last() {
            return parts.get(parts.size() - 1);
        }
    }

    /**
     * A declared type.
     *
     * @param id that of its declaration, which stays when it is renamed
     * @param arguments the argument of a generic type
     */
    record Named(int id, List<Type> arguments) implements Type {
        static Named of(int id) {
            return new Named(id, List.of());
        }
    }

    /** The type variable of a generic type. */
    record Variable() implements Type {}

    /** Returns the type with an argument in place of its variable. */
    default Type bind(List<Type> arguments) {
        if (this instanceof Variable) {
            return arguments.get(0);
        }
        if (this instanceof Container container) {
            return new Container(container.shape, bind(container.parts, arguments));
        }
        if (this instanceof Named named) {
            return new Named(named.id, bind(named.arguments, arguments));
        }
        return this;
    }

    private static List<Type> bind(List<Type> types, List<Type> arguments) {
        return types.stream().map(type -> type.bind(arguments)).toList();
    }

    /** Returns the type as the wire has it: what an {@code Optional} holds, which is null where it is empty. */
    default Type onWire() {
        if (this instanceof Container container && container.shape == Shape.OPTIONAL) {
            return container.last();
        }
        if (this instanceof Single single && single.scalar.isOptional()) {
            return Single.boxed(single.scalar.held());
        }
        return this;
    }

    default boolean isPrimitive() {
        return this instanceof Single single && !single.isBoxed;
    }

    default boolean isRepeated() {
        return this instanceof Container container && container.shape.isRepeated();
    }

    default boolean isMap() {
        return this instanceof Container container && container.shape == Shape.MAP;
    }
}

package io.minirpc.processor.lock;

import java.util.List;
import java.util.stream.Collectors;

/** The type of a value on the wire, in minirpc's words. */
sealed interface WireType {
    /** Returns the type as a lock has it. */
    String text();

    /** Returns the type as part of another. Inside others nothing can be absent, so that {@code ?} does not occur. */
    default WireType asPart() {
        return this;
    }

    /**
     * A value that is no message.
     *
     * @param isOptional whether a primitive can be absent, as an {@code Integer} can and an {@code int} cannot
     */
    record Value(Scalar scalar, boolean isOptional) implements WireType {
        public Value {
            isOptional &= scalar.isPrimitive();
        }

        @Override
        public WireType asPart() {
            return new Value(scalar, false);
        }

        @Override
        public String text() {
            return scalar.word() + (isOptional ? "?" : "");
        }
    }

    /** Elements in order: a list, an array, a collection. */
    record ListOf(WireType element) implements WireType {
        public ListOf {
            element = element.asPart();
        }

        @Override
        public String text() {
            return "list<" + element.text() + ">";
        }
    }

    /** Elements that differ from each other. */
    record SetOf(WireType element) implements WireType {
        public SetOf {
            element = element.asPart();
        }

        @Override
        public String text() {
            return "set<" + element.text() + ">";
        }
    }

    /** Values by key. */
    record MapOf(WireType key, WireType value) implements WireType {
        public MapOf {
            key = key.asPart();
            value = value.asPart();
        }

        @Override
        public String text() {
            return "map<" + key.text() + ", " + value.text() + ">";
        }
    }

    /** An enum, a message or a oneof, by its qualified name. */
    record Named(String name, List<WireType> arguments) implements WireType {
        public Named {
            arguments = arguments.stream().map(WireType::asPart).toList();
        }

        @Override
        public String text() {
            return Quoting.typeName(name)
                    + (arguments.isEmpty()
                            ? ""
                            : arguments.stream().map(WireType::text).collect(Collectors.joining(", ", "<", ">")));
        }
    }

    /** A type variable of the message, counted from 1: renaming it changes nothing. */
    record Variable(int index) implements WireType {
        @Override
        public String text() {
            return "$" + index;
        }
    }
}

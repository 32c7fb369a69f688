package io.minirpc.processor.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one service, or one message with a codec of its own, sends and expects.
 *
 * @param type the qualified name of the interface or message in Java, after which its document is named
 * @param service null for a message
 * @param declarations the types that values lead to, by {@linkplain Kind#text name}, each once
 */
public record Schema(String type, @Nullable Service service, List<Declaration> declarations) {
    /** Creates a schema with its own copy of the declarations. */
    public Schema {
        declarations = List.copyOf(declarations);
    }

    /**
     * A service.
     *
     * @param name its name on the wire
     * @param isDraft whether it may still change in any way, and is in no lock
     * @param methods in the order of their declaration
     */
    public record Service(String name, boolean isDraft, List<Method> methods) {
        /** Creates a service with its own copy of the methods. */
        public Service {
            methods = List.copyOf(methods);
        }
    }

    /**
     * A method.
     *
     * @param name its name on the wire
     * @param throwing the types of its declared exceptions, subclasses first
     */
    public record Method(
            String name, Arguments arguments, Reply reply, List<Kind.Named> throwing, boolean isIdempotent) {
        /** Creates a method with its own copy of the exceptions. */
        public Method {
            throwing = List.copyOf(throwing);
        }
    }

    /** The arguments of a method. */
    public sealed interface Arguments {}

    /** A single parameter that is a message, which travels as it is. */
    public record BareArgument(Kind.Named message, boolean isSensitive) implements Arguments {}

    /** Any other parameters: the fields of an implicit message. */
    public record Parameters(List<Field> fields) implements Arguments {
        /** Creates parameters with their own copy of the fields. */
        public Parameters {
            fields = List.copyOf(fields);
        }
    }

    /**
     * The reply of a method.
     *
     * @param isBare whether it is a message, which travels as it is
     */
    public record Reply(Kind kind, boolean isBare, boolean isSensitive) {}

    /** A type that values lead to. */
    public sealed interface Declaration {
        /** Returns the type, applied to its own variables: {@code shop.Page<$1>}. */
        Kind.Named type();

        /** Returns where its codec is. */
        Home home();
    }

    /** The places of codecs. */
    public enum Home {
        /** In the file of the service or message that the schema is of. */
        NESTED,
        /** In a file of its own, and the schema is that of this type. */
        OWNED,
        /** In the file of another type, of this module or another one. */
        IMPORTED
    }

    /** A record or bean. */
    public record Message(Kind.Named type, Home home, List<Field> fields) implements Declaration {
        /** Creates a message with its own copy of the fields. */
        public Message {
            fields = List.copyOf(fields);
        }
    }

    /** A sealed interface, one of whose leaves is there. */
    public record OneOf(Kind.Named type, Home home, List<Leaf> leaves) implements Declaration {
        /** Creates a sealed interface with its own copy of the leaves. */
        public OneOf {
            leaves = List.copyOf(leaves);
        }
    }

    /** An enum. */
    public record Enumeration(Kind.Named type, Home home, List<Constant> constants) implements Declaration {
        /** Creates an enum with its own copy of the constants. */
        public Enumeration {
            constants = List.copyOf(constants);
        }
    }

    /**
     * A declared exception, whose codec is always nested.
     *
     * @param name its name on the wire
     * @param superclasses the qualified names of the classes that it extends, the nearest first
     */
    public record Failure(Kind.Named type, String name, List<String> superclasses, List<Field> fields)
            implements Declaration {
        /** Creates an exception with its own copies of the lists. */
        public Failure {
            superclasses = List.copyOf(superclasses);
            fields = List.copyOf(fields);
        }

        @Override
        public Home home() {
            return Home.NESTED;
        }
    }

    /** The source of a member's number. */
    public enum NumberSource {
        /** The position among the members, which changes when others come and go. */
        POSITION,
        /** The lock. */
        LOCK,
        /** An annotation. */
        ANNOTATION
    }

    /** A number in the native format. */
    public record WireNumber(int value, NumberSource source) {
        /** Returns whether an annotation sets it. */
        public boolean isForced() {
            return source == NumberSource.ANNOTATION;
        }

        /** Returns whether it comes from the lock. */
        public boolean isLocked() {
            return source == NumberSource.LOCK;
        }

        /** Returns whether it stays what it is when other members come and go. */
        public boolean isFixed() {
            return source != NumberSource.POSITION;
        }
    }

    /**
     * A property of a message or exception, or a parameter.
     *
     * @param name its name in JSON
     */
    public record Field(WireNumber number, String name, Kind kind, boolean isSensitive) {}

    /**
     * A type that a sealed interface permits, directly or through another one.
     *
     * @param name its name in JSON
     */
    public record Leaf(WireNumber number, String name, Kind.Named type) {}

    /**
     * A constant of an enum.
     *
     * @param name its text in JSON
     */
    public record Constant(WireNumber number, String name) {}
}

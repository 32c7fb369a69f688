package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.ScalarKind;
import java.util.List;

/** The codec of the values of one Java type: one of the runtime, or a generated one. */
sealed interface CodecModel {
    /** Returns the type of the values. */
    TypeName type();

    /** Returns whether the codec is a {@code ScalarCodec}, which map keys need. */
    default boolean isScalar() {
        return false;
    }

    /** Returns whether the codec is that of a message, which travels as it is where it is the only argument. */
    default boolean isMessage() {
        return false;
    }

    /** Returns whether building the codec needs that of one of the message's type variables. */
    default boolean usesVariables() {
        return false;
    }

    /** Returns whether Java can tell the codec's type only from what it is assigned to. */
    default boolean needsTarget() {
        return false;
    }

    /** Returns a codec for values that travel as this one has them, and that no text shows. */
    default CodecModel asSensitive() {
        return new Composite(type(), Factory.SENSITIVE, List.of(this), CodeBlock.of(""));
    }

    /** A primitive, written and read by a method of its own. */
    record Primitive(PrimitiveKind kind, Encoding encoding, TypeName type) implements CodecModel {}

    /** A codec that is there already: a constant of {@code Codecs}. */
    sealed interface Constant extends CodecModel {
        /** Returns the constant's name. */
        String name();
    }

    /** The codec of a single value that may be null. */
    record Scalar(TypeName type, ScalarKind kind) implements Constant {
        @Override
        public String name() {
            return CodecNames.of(kind);
        }

        @Override
        public boolean isScalar() {
            return kind != ScalarKind.BYTES && kind != ScalarKind.CHARS;
        }
    }

    /** The codec of an array of primitives. */
    record PrimitiveArray(TypeName type, ScalarKind element) implements Constant {
        @Override
        public String name() {
            return CodecNames.ofArray(element);
        }
    }

    /** The codec of {@code OptionalInt} and its kin. */
    record PrimitiveOptional(TypeName type, ScalarKind value) implements Constant {
        @Override
        public String name() {
            return CodecNames.ofOptional(value);
        }
    }

    /** The codec of no value. */
    record Nothing(TypeName type) implements Constant {
        @Override
        public String name() {
            return CodecNames.NOTHING;
        }
    }

    /** An enum without a codec of its own: {@code Codecs.enumeration(…)}. */
    record Enumeration(TypeName type, EnumModel values) implements CodecModel {
        @Override
        public boolean isScalar() {
            return true;
        }
    }

    /** The methods of {@code Codecs} that make a codec of others. */
    enum Factory {
        LIST("list"),
        SET("set"),
        COLLECTION("collection"),
        ENUM_SET("enumSet"),
        ARRAY("array"),
        MAP("map"),
        ENUM_MAP("enumMap"),
        OPTIONAL("optional"),
        /** Of values that no text shows. */
        SENSITIVE("sensitive");

        private final String method;

        Factory(String method) {
            this.method = method;
        }

        String method() {
            return method;
        }
    }

    /** A codec that a method of {@code Codecs} makes of others; {@code supplier} is its last argument, or empty. */
    record Composite(TypeName type, Factory factory, List<CodecModel> parts, CodeBlock supplier) implements CodecModel {
        @Override
        public boolean isMessage() {
            return isSensitive() && parts.get(0).isMessage();
        }

        @Override
        public boolean usesVariables() {
            return parts.stream().anyMatch(CodecModel::usesVariables);
        }

        @Override
        public boolean needsTarget() {
            return !supplier.isEmpty() || parts.stream().anyMatch(CodecModel::needsTarget);
        }

        boolean isOptional() {
            return factory == Factory.OPTIONAL;
        }

        boolean isSensitive() {
            return factory == Factory.SENSITIVE;
        }
    }

    /**
     * The generated codec of a message or enum.
     *
     * @param codec its class
     * @param arguments the codecs of the type's arguments, where it is generic
     * @param isMessage false for enums
     * @param isCyclic whether that class leads back to the one the codec is used in
     */
    record Reference(TypeName type, ClassName codec, List<CodecModel> arguments, boolean isMessage, boolean isCyclic)
            implements CodecModel {
        @Override
        public boolean isScalar() {
            return !isMessage;
        }

        @Override
        public boolean usesVariables() {
            return arguments.stream().anyMatch(CodecModel::usesVariables);
        }

        @Override
        public boolean needsTarget() {
            return arguments.stream().anyMatch(CodecModel::needsTarget);
        }
    }

    /** The codec of a type variable of the message, a field of the generated class. */
    record Variable(TypeName type, String field, boolean isScalar) implements CodecModel {
        @Override
        public boolean usesVariables() {
            return true;
        }
    }
}

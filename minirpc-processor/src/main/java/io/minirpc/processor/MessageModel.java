package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.minirpc.processor.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type that gets a codec class of its own. */
sealed interface MessageModel {
    /** Returns the codec's class. */
    ClassName codec();

    /** A type whose codec reads and writes one field after the other. */
    sealed interface Composed extends MessageModel {
        /** Returns the type. */
        TypeName type();

        /** Returns the type without arguments, for links. */
        ClassName element();

        /** Returns the type variables the codec has too. */
        List<Variable> variables();
    }

    /**
     * A message made of properties: a record, a bean or an exception.
     *
     * @param element the type without arguments, for links
     * @param name its name in error texts and, of an exception, on the wire
     * @param variables the type variables the codec has too
     * @param constructor the constructor's arguments: properties, by name, or literals
     */
    record Properties(
            TypeName type,
            ClassName element,
            String name,
            ClassName codec,
            Form form,
            List<Variable> variables,
            List<PropertyModel> properties,
            List<ConstructorArgument> constructor)
            implements Composed {
        boolean isSensitive() {
            return properties.stream().anyMatch(PropertyModel::isSensitive);
        }

        boolean isException() {
            return form == Form.EXCEPTION;
        }

        boolean mayHaveSubclasses() {
            return form == Form.OPEN_BEAN;
        }

        /** Returns whether the message is a record of arguments, which is generated beside its codec. */
        boolean isGenerated() {
            return form == Form.ARGUMENTS;
        }
    }

    /** The classes that properties are in. */
    enum Form {
        RECORD,
        /** A bean without subclasses. */
        FINAL_BEAN,
        /** A bean that may have subclasses, with more properties than the codec knows. */
        OPEN_BEAN,
        EXCEPTION,
        ARGUMENTS
    }

    /** One of several types: a sealed interface, each of its leaves a field. */
    record Alternatives(TypeName type, ClassName element, ClassName codec, List<Variable> variables, List<Leaf> leaves)
            implements Composed {}

    /**
     * A type permitted by a sealed interface.
     *
     * @param name its Java name, made unique among the leaves
     * @param isFixing whether it fixes an argument of the sealed type, to which it has to be cast then
     */
    record Leaf(
            String name,
            String jsonName,
            Schema.WireNumber wireNumber,
            TypeName type,
            CodecModel codec,
            boolean isFixing) {
        int number() {
            return wireNumber.value();
        }
    }

    /** An enum that owns its codec. */
    record Constants(ClassName codec, EnumModel values) implements MessageModel {}

    /** A type variable and the field that holds its codec. */
    record Variable(TypeVariableName name, String field, boolean isScalar) {}

    /**
     * A property by its name, or a literal.
     *
     * @param standIn the class of what the constructor gets where it refuses the literal, which is null then
     */
    record ConstructorArgument(
            String property, CodeBlock literal, @Nullable TypeName standIn) {
        static ConstructorArgument property(String name) {
            return new ConstructorArgument(name, CodeBlock.of(""), null);
        }

        static List<ConstructorArgument> properties(List<FieldReader.Part> parts) {
            return parts.stream().map(part -> property(part.name())).toList();
        }

        static ConstructorArgument literal(CodeBlock code) {
            return new ConstructorArgument("", code, null);
        }

        ConstructorArgument or(TypeName type) {
            return new ConstructorArgument(property, literal, type);
        }

        boolean hasStandIn() {
            return standIn != null;
        }

        boolean isLiteral() {
            return property.isEmpty();
        }
    }
}

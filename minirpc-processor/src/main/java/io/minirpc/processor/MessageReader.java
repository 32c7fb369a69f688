package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Reads messages: records and beans by their parts, sealed types through their own reader. */
final class MessageReader {
    private final JavaTypes java;
    private final Reporter reporter;
    private final Numbers numbers;
    private final CodecHome home;
    private final TypeReader typeReader;
    private final FieldReader fieldReader;
    private final Suppressions suppressions;

    MessageReader(Reading reading, CodecHome home, TypeReader typeReader, Suppressions suppressions) {
        this.java = reading.java();
        this.reporter = reading.reporter();
        this.numbers = reading.lock()::numbers;
        this.home = home;
        this.typeReader = typeReader;
        this.fieldReader = new FieldReader(reporter, typeReader);
        this.suppressions = suppressions;
    }

    /** Reads all types whose codecs are nested in the file, those that come up on the way included. */
    List<MessageModel> readNested() {
        List<MessageModel> models = new ArrayList<>();
        for (CodecHome.Nested next = home.nextUnread(); next != null; next = home.nextUnread()) {
            Scope scope =
                    Scope.ofMessage(JavaTypes.element(next.type()), next.chain(), JavaTypes.usesVariables(next.type()));
            models.add(read(next.type(), next.codec(), next.place(), scope));
        }
        return models;
    }

    /** Reads a type that has one of the shapes of a message. */
    MessageModel read(DeclaredType type, ClassName codec, Place place, Scope scope) {
        TypeElement element = JavaTypes.element(type);
        suppressions.use(type);
        if (element.getKind() == ElementKind.INTERFACE) {
            List<MessageModel.Leaf> leaves =
                    new SealedReader(java, reporter, numbers).read(type, place, scope, typeReader);
            leaves.forEach(leaf -> suppressions.use(element));
            return new MessageModel.Alternatives(
                    TypeName.get(type), ClassName.get(element), codec, scope.variables(), leaves);
        }
        List<FieldReader.Part> parts = new PartReader(java, reporter).read(type, place);
        List<Schema.WireNumber> numbered =
                numbers.numbers(BlockKind.MESSAGE, JavaTypes.name(element), FieldReader.names(parts));
        List<PropertyModel> properties = fieldReader.read(parts, numbered, scope);
        parts.forEach(part -> part.use(suppressions));
        boolean hasSetters = parts.stream().anyMatch(part -> part.setter() != null);
        return new MessageModel.Properties(
                TypeName.get(type),
                ClassName.get(element),
                element.getSimpleName().toString(),
                codec,
                form(element),
                scope.variables(),
                properties,
                hasSetters ? List.of() : MessageModel.ConstructorArgument.properties(parts));
    }

    private static MessageModel.Form form(TypeElement element) {
        if (element.getKind() == ElementKind.RECORD) {
            return MessageModel.Form.RECORD;
        }
        return JavaTypes.is(element, Modifier.FINAL) ? MessageModel.Form.FINAL_BEAN : MessageModel.Form.OPEN_BEAN;
    }
}

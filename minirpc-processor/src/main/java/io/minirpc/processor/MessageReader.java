package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcIgnore;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads messages: records here, beans and sealed types through their own readers. */
final class MessageReader {
    private final JavaTypes java;
    private final Reporter reporter;
    private final CodecHome home;
    private final TypeReader typeReader;
    private final FieldReader fieldReader;
    private final Suppressions suppressions;

    MessageReader(JavaTypes java, Reporter reporter, CodecHome home, TypeReader typeReader, Suppressions suppressions) {
        this.java = java;
        this.reporter = reporter;
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
        if (element.getKind() == ElementKind.RECORD) {
            return readRecord(type, codec, place, scope);
        }
        if (element.getKind() == ElementKind.CLASS) {
            List<FieldReader.Part> parts = new BeanReader(java, reporter).read(type, place);
            return model(type, codec, MessageModel.Kind.BEAN, fieldReader.read(parts, scope), List.of(), scope, parts);
        }
        List<MessageModel.Leaf> leaves = new SealedReader(java, reporter, typeReader).read(type, place, scope);
        leaves.forEach(leaf -> suppressions.use(element));
        return new MessageModel.Alternatives(
                TypeName.get(type), ClassName.get(element), codec, scope.variables(), leaves);
    }

    private MessageModel readRecord(DeclaredType type, ClassName codec, Place from, Scope scope) {
        List<FieldReader.Part> parts = new ArrayList<>();
        List<MessageModel.ConstructorArgument> arguments = new ArrayList<>();
        for (RecordComponentElement component : JavaTypes.element(type).getRecordComponents()) {
            String name = component.getSimpleName().toString();
            VariableElement field = field(JavaTypes.element(type), component);
            Place place = java.property(type, name, field, from);
            if (JavaTypes.has(field, RpcIgnore.class) || JavaTypes.has(component.getAccessor(), RpcIgnore.class)) {
                reporter.report(place, Problem.IGNORED_COMPONENT);
            }
            TypeMirror componentType = java.memberType(type, component.getAccessor());
            List<Element> marks = List.of(field, component);
            parts.add(new FieldReader.Part(name, componentType, place, marks, name, null));
            arguments.add(MessageModel.ConstructorArgument.property(name));
        }
        return model(type, codec, MessageModel.Kind.RECORD, fieldReader.read(parts, scope), arguments, scope, parts);
    }

    /** Returns the field behind a component, which has its annotations too and, unlike it, a place in the source. */
    private static VariableElement field(TypeElement record, RecordComponentElement component) {
        return ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                .findFirst()
                .orElseThrow();
    }

    private MessageModel model(
            DeclaredType type,
            ClassName codec,
            MessageModel.Kind kind,
            List<PropertyModel> properties,
            List<MessageModel.ConstructorArgument> constructor,
            Scope scope,
            List<FieldReader.Part> parts) {
        parts.forEach(part -> part.use(suppressions));
        return new MessageModel.Properties(
                TypeName.get(type),
                ClassName.get(JavaTypes.element(type)),
                JavaTypes.element(type).getSimpleName().toString(),
                codec,
                kind,
                scope.variables(),
                properties,
                constructor);
    }
}

package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads a declared exception: how to take it apart and make it again at the caller. */
final class ExceptionReader {
    private final JavaTypes java;
    private final Reporter reporter;
    private final Numbers numbers;
    private final CodecHome home;
    private final FieldReader fieldReader;
    private final SchemaReader schema;
    private final Suppressions suppressions;

    ExceptionReader(
            Reading reading, CodecHome home, TypeReader typeReader, SchemaReader schema, Suppressions suppressions) {
        this.java = reading.java();
        this.reporter = reading.reporter();
        this.numbers = reading.lock()::numbers;
        this.home = home;
        this.fieldReader = new FieldReader(reporter, typeReader);
        this.schema = schema;
        this.suppressions = suppressions;
    }

    /** Returns null where the exception can't travel, which has been reported then; the name is that on the wire. */
    MessageModel.@Nullable Properties read(DeclaredType type, String name, ClassName codec, Place from) {
        TypeElement element = JavaTypes.element(type);
        String obstacle = obstacle(element);
        if (obstacle != null) {
            reporter.report(from, Problem.EXCEPTION_TYPE, JavaTypes.shortName(element), obstacle);
            return null;
        }
        ExceptionState state = new ExceptionState(java, reporter, type, from);
        List<BeanMembers.Property> properties = state.read();
        ExceptionConstructor constructor = ExceptionConstructor.choose(java, type, properties);
        if (constructor == null) {
            state.awaitLombok();
            reporter.report(onType(element, from), Problem.EXCEPTION_CONSTRUCTOR, JavaTypes.shortName(element));
            return null;
        }
        suppressions.use(type);
        suppressions.use(constructor.element());
        List<FieldReader.Part> parts = parts(type, properties, constructor, state, from);
        parts.forEach(part -> part.use(suppressions));
        List<Schema.WireNumber> numbered =
                numbers.numbers(BlockKind.EXCEPTION, JavaTypes.name(element), FieldReader.names(parts));
        schema.addFailure(type, name, parts, numbered, onType(element, from));
        Scope scope = Scope.ofMessage(element, List.of(type), false);
        return new MessageModel.Properties(
                TypeName.get(type),
                ClassName.get(element),
                name,
                codec,
                MessageModel.Form.EXCEPTION,
                List.of(),
                fieldReader.read(parts, numbered, scope),
                constructor.arguments());
    }

    private @Nullable String obstacle(TypeElement element) {
        if (JavaTypes.is(element, Modifier.ABSTRACT)) {
            return "abstract";
        }
        if (JavaTypes.isInner(element)) {
            return "an inner class";
        }
        return java.isAccessible(element, home.packageName()) ? null : "not accessible from " + home.packageName();
    }

    private List<FieldReader.Part> parts(
            DeclaredType type,
            List<BeanMembers.Property> properties,
            ExceptionConstructor constructor,
            ExceptionState state,
            Place from) {
        Set<String> passed = new HashSet<>(constructor.properties());
        List<FieldReader.Part> parts = new ArrayList<>();
        boolean hasOwnMessage = properties.stream().anyMatch(property -> property.name.equals("message"));
        if (passed.contains("message") && !hasOwnMessage) {
            TypeMirror string = java.elements.getTypeElement("java.lang.String").asType();
            parts.add(new FieldReader.Part("message", string, from, List.of(), "getMessage", null));
        }
        for (BeanMembers.Property property : properties) {
            Element getter = property.getter;
            if (getter == null) {
                state.reportLost(property);
                continue;
            }
            VariableElement field = property.field;
            TypeMirror propertyType = java.memberType(type, getter);
            Place place = java.property(type, property.name, field != null ? field : getter, from);
            String setter = setter(property, propertyType, passed);
            if (passed.contains(property.name) || setter != null) {
                String reads = getter.getSimpleName().toString();
                parts.add(new FieldReader.Part(property.name, propertyType, place, property.members(), reads, setter));
            } else {
                state.reportLost(property);
            }
        }
        return parts;
    }

    private @Nullable String setter(BeanMembers.Property property, TypeMirror type, Set<String> passed) {
        return passed.contains(property.name)
                ? null
                : property.setters.stream()
                        .filter(setter -> java.types.isSameType(
                                setter.getParameters().get(0).asType(), type))
                        .map(setter -> setter.getSimpleName().toString())
                        .findFirst()
                        .orElse(null);
    }

    private Place onType(TypeElement element, Place from) {
        return java.isSource(element) ? Place.of(element, JavaTypes.shortName(element)) : from;
    }
}

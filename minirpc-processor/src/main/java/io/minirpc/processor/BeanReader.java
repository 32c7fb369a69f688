package io.minirpc.processor;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads a bean: a class with a public constructor without parameters, and getters and setters. */
final class BeanReader {
    private final JavaTypes java;
    private final Reporter reporter;

    BeanReader(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    List<FieldReader.Part> read(DeclaredType type, Place from) {
        TypeElement element = JavaTypes.element(type);
        boolean isExtended = JavaTypes.isExtendedByLombok(java.hierarchy(type));
        if (!hasConstructor(element, from)) {
            if (isExtended) {
                reporter.unfinished();
            }
            return List.of();
        }
        int errorsBefore = reporter.errors();
        List<BeanMembers.Property> properties = BeanMembers.of(java, type, false);
        List<FieldReader.Part> parts = new ArrayList<>();
        for (BeanMembers.Property property : properties) {
            if (isIgnored(property)) {
                checkIgnored(type, property, from);
                continue;
            }
            FieldReader.Part part = part(type, property, properties, from);
            if (part != null) {
                parts.add(part);
            }
        }
        boolean hasFields = properties.stream().anyMatch(property -> property.field != null && !isIgnored(property));
        if (!parts.isEmpty()) {
            new UnreadFields(java, reporter).report(type, properties, from);
        } else if (hasFields && reporter.errors() == errorsBefore) {
            reporter.report(java.onType(element, from), Problem.NO_PROPERTIES, JavaTypes.shortName(element));
        }
        if (isExtended && parts.size() < properties.size()) {
            reporter.unfinished();
        }
        return parts;
    }

    /** Returns whether generated code can call the constructor without parameters, or reports why not. */
    private boolean hasConstructor(TypeElement type, Place from) {
        String shown = JavaTypes.shortName(type);
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            if (constructor.getParameters().isEmpty()) {
                boolean isPublic = JavaTypes.is(constructor, Modifier.PUBLIC);
                if (isPublic) {
                    checkThrows(constructor, "the constructor", java.onType(type, from));
                } else {
                    reporter.report(
                            java.onType(type, from), Problem.CONSTRUCTOR_ACCESS, shown, access(type, constructor));
                }
                return isPublic;
            }
        }
        reporter.report(java.onType(type, from), Problem.NO_CONSTRUCTOR, shown);
        return false;
    }

    /** Returns how a constructor is declared, and what to do about it. */
    private String access(TypeElement type, ExecutableElement constructor) {
        boolean isWritten = java.elements.getOrigin(constructor) == Elements.Origin.EXPLICIT;
        return isWritten
                ? "is not public; make it public"
                : "is implicit and has the access of the class, which is not public; declare it: public "
                        + type.getSimpleName() + "() {}";
    }

    private void checkThrows(ExecutableElement method, String name, Place place) {
        for (TypeMirror thrown : method.getThrownTypes()) {
            if (java.isChecked(thrown)) {
                reporter.report(place, Problem.THROWING_MEMBER, name, JavaTypes.display(thrown));
            }
        }
    }

    static boolean isIgnored(BeanMembers.Property property) {
        boolean isTransient = property.field != null && JavaTypes.is(property.field, Modifier.TRANSIENT);
        return isTransient || property.members().stream().anyMatch(member -> JavaTypes.has(member, RpcIgnore.class));
    }

    private void checkIgnored(DeclaredType type, BeanMembers.Property property, Place from) {
        for (Element member : property.members()) {
            if (JavaTypes.has(member, RpcField.class)) {
                reporter.report(java.property(type, property.name, member, from), Problem.IGNORED_AND_FIELD);
            }
        }
    }

    /** Returns null where the property is no part of the message, or something is wrong with it. */
    private FieldReader.@Nullable Part part(
            DeclaredType type, BeanMembers.Property property, List<BeanMembers.Property> all, Place from) {
        ExecutableElement getter = property.getter;
        VariableElement field = property.field;
        if (getter == null) {
            return withoutGetter(type, property, all, from);
        }
        Place place = java.property(type, property.name, field != null ? field : getter, from);
        TypeMirror propertyType = java.memberType(type, getter);
        if (property.setters.isEmpty()) {
            if (field != null) {
                String setter = "set" + Names.upperFirst(property.name);
                reporter.report(place, Problem.NO_SETTER, setter, Spelling.hint(setter, lonelySetters(all)));
            }
            return null;
        }
        ExecutableElement setter = setterFor(type, property, propertyType);
        if (setter == null) {
            TypeMirror taken = parameterType(type, property.setters.get(0));
            reporter.report(place, Problem.SETTER_TYPE, JavaTypes.display(propertyType), JavaTypes.display(taken));
            return null;
        }
        checkThrows(getter, getter.getSimpleName().toString(), place);
        checkThrows(setter, setter.getSimpleName().toString(), place);
        return new FieldReader.Part(
                property.name,
                propertyType,
                place,
                property.members(),
                getter.getSimpleName().toString(),
                setter.getSimpleName().toString());
    }

    private FieldReader.@Nullable Part withoutGetter(
            DeclaredType type, BeanMembers.Property property, List<BeanMembers.Property> all, Place from) {
        if (!property.setters.isEmpty()) {
            Element element = property.field != null ? property.field : property.setters.get(0);
            Place place = java.property(type, property.name, element, from);
            String getter = "get" + Names.upperFirst(property.name);
            reporter.report(place, Problem.NO_GETTER, getter, Spelling.hint(getter, lonelyGetters(all)));
        } else if (property.field != null && JavaTypes.is(property.field, Modifier.PUBLIC)) {
            reporter.report(java.property(type, property.name, property.field, from), Problem.PUBLIC_FIELD);
        }
        return null;
    }

    private static List<String> lonelySetters(List<BeanMembers.Property> all) {
        return all.stream()
                .filter(property -> property.getter == null)
                .flatMap(property -> property.setters.stream())
                .map(setter -> setter.getSimpleName().toString())
                .toList();
    }

    private static List<String> lonelyGetters(List<BeanMembers.Property> all) {
        return all.stream()
                .filter(property -> property.setters.isEmpty())
                .flatMap(property -> Stream.ofNullable(property.getter))
                .map(getter -> getter.getSimpleName().toString())
                .toList();
    }

    private @Nullable ExecutableElement setterFor(
            DeclaredType type, BeanMembers.Property property, TypeMirror propertyType) {
        ExecutableElement found = null;
        for (ExecutableElement setter : property.setters) {
            TypeMirror taken = parameterType(type, setter);
            // A boxed value may be null, which a primitive parameter would not survive.
            boolean mayBeNull =
                    taken.getKind().isPrimitive() && !propertyType.getKind().isPrimitive();
            if (java.types.isSameType(taken, propertyType) || propertyType.getKind() == TypeKind.ERROR) {
                return setter;
            }
            if (!mayBeNull && java.types.isAssignable(propertyType, taken)) {
                found = setter;
            }
        }
        return found;
    }

    private TypeMirror parameterType(DeclaredType type, ExecutableElement setter) {
        return java.method(type, setter).getParameterTypes().get(0);
    }
}

package io.minirpc.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * Reads a class without setters whose public constructor has parameters that are named and typed like its getters: what
 * Lombok makes of {@code @Value} and Kotlin of a data class.
 */
final class ImmutableReader {
    private final JavaTypes java;
    private final Reporter reporter;

    ImmutableReader(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    /** Returns the parts in the order of the constructor's parameters, or null if the class is not like that. */
    @Nullable
    List<FieldReader.Part> read(DeclaredType type, Place from) {
        List<BeanMembers.Property> properties = BeanMembers.of(java, type, true).stream()
                .filter(property -> !BeanReader.isIgnored(property))
                .toList();
        ExecutableElement constructor = constructor(type);
        if (constructor == null || properties.stream().anyMatch(property -> !property.setters.isEmpty())) {
            return null;
        }
        List<FieldReader.Part> parts = new ArrayList<>();
        List<BeanMembers.Property> unused = new ArrayList<>(properties);
        List<? extends TypeMirror> types =
                ((ExecutableType) java.types.asMemberOf(type, constructor)).getParameterTypes();
        for (int i = 0; i < types.size(); i++) {
            VariableElement parameter = constructor.getParameters().get(i);
            BeanMembers.Property property = property(type, properties, parameter, types.get(i));
            if (property == null || !unused.remove(property)) {
                return null;
            }
            parts.add(part(type, property, parameter, from));
        }
        if (unused.stream().anyMatch(property -> property.field != null)) {
            return null; // they would be lost
        }
        checkThrows(constructor, from);
        return parts;
    }

    /** Returns the public constructor with the most parameters, or null if there is not one such constructor. */
    private static @Nullable ExecutableElement constructor(DeclaredType type) {
        ExecutableElement longest = null;
        boolean isAmbiguous = false;
        for (ExecutableElement constructor :
                ElementFilter.constructorsIn(type.asElement().getEnclosedElements())) {
            int parameters = constructor.getParameters().size();
            int most = longest == null ? 0 : longest.getParameters().size();
            if (JavaTypes.is(constructor, Modifier.PUBLIC) && parameters >= Math.max(most, 1)) {
                isAmbiguous = parameters == most;
                longest = constructor;
            }
        }
        return isAmbiguous ? null : longest;
    }

    private BeanMembers.@Nullable Property property(
            DeclaredType type, List<BeanMembers.Property> properties, VariableElement parameter, TypeMirror taken) {
        String name = parameter.getSimpleName().toString();
        for (BeanMembers.Property property : properties) {
            ExecutableElement getter = property.getter;
            if (getter != null
                    && (property.name.equalsIgnoreCase(name) || isField(property, name))
                    && java.types.isSameType(java.memberType(type, getter), taken)) {
                return property;
            }
        }
        return null;
    }

    /** Returns whether a field has the name, which is {@code isLate} for the property {@code late}. */
    private static boolean isField(BeanMembers.Property property, String name) {
        return property.field != null && property.field.getSimpleName().contentEquals(name);
    }

    private FieldReader.Part part(
            DeclaredType type, BeanMembers.Property property, VariableElement parameter, Place from) {
        ExecutableElement getter = Objects.requireNonNull(property.getter);
        Element at = property.field != null ? property.field : getter;
        List<Element> marks = new ArrayList<>(property.members());
        marks.add(parameter);
        return new FieldReader.Part(
                property.name,
                java.memberType(type, getter),
                java.property(type, property.name, at, from),
                marks,
                getter.getSimpleName().toString(),
                null);
    }

    private void checkThrows(ExecutableElement constructor, Place from) {
        for (TypeMirror thrown : constructor.getThrownTypes()) {
            if (java.isChecked(thrown)) {
                reporter.report(from, Problem.THROWING_MEMBER, "the constructor", JavaTypes.display(thrown));
            }
        }
    }
}

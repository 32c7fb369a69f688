package io.minirpc.processor;

import io.minirpc.annotation.RpcIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** The fields of a bean without accessors of their name, whose values would be lost in silence. */
final class UnreadFields {
    private final JavaTypes java;
    private final Reporter reporter;

    UnreadFields(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    /**
     * Reports fields with methods that name them, as {@code title()} does, and warns of other fields. In a class file
     * nobody could do anything about the latter.
     */
    void report(DeclaredType type, List<BeanMembers.Property> properties, Place from) {
        List<VariableElement> unread = unread(properties);
        for (VariableElement field : unread) {
            String name = field.getSimpleName().toString();
            Place place = java.property(type, name, field, from);
            ExecutableElement fluent = fluentAccessor(type, field);
            String getter = "get" + Names.upperFirst(name);
            String setter = "set" + Names.upperFirst(name);
            if (fluent != null) {
                reporter.report(place, Problem.FLUENT_FIELD, JavaTypes.signature(fluent), getter, setter);
            } else if (java.isSource(field) && isMissing(type, field, unread, properties)) {
                reporter.warn(place, Problem.UNREAD_FIELD, getter, setter);
            }
        }
    }

    /** Returns the fields to look at: public ones are reported anyway, and those with a $ belong to tools. */
    private static List<VariableElement> unread(List<BeanMembers.Property> properties) {
        List<VariableElement> unread = new ArrayList<>();
        for (BeanMembers.Property property : properties) {
            boolean hasAccessors = property.getter != null || !property.setters.isEmpty();
            if (property.field != null && !hasAccessors && !BeanReader.isIgnored(property)) {
                unread.add(property.field);
            }
            property.hiddenFields.stream()
                    .filter(field -> !JavaTypes.has(field, RpcIgnore.class))
                    .forEach(unread::add);
        }
        unread.removeIf(field -> JavaTypes.is(field, Modifier.PUBLIC)
                || JavaTypes.is(field, Modifier.TRANSIENT)
                || field.getSimpleName().toString().contains("$"));
        return unread;
    }

    /** Returns a public method that reads or sets the field under its own name. */
    private @Nullable ExecutableElement fluentAccessor(DeclaredType type, VariableElement field) {
        for (DeclaredType level : java.hierarchy(type)) {
            for (ExecutableElement method :
                    ElementFilter.methodsIn(level.asElement().getEnclosedElements())) {
                boolean isNamed = method.getSimpleName().equals(field.getSimpleName());
                boolean isOpen = JavaTypes.is(method, Modifier.PUBLIC) && !JavaTypes.is(method, Modifier.STATIC);
                if (isNamed && isOpen && isAccessor(type, method, java.memberType(type, field))) {
                    return method;
                }
            }
        }
        return null;
    }

    private boolean isAccessor(DeclaredType type, ExecutableElement method, TypeMirror held) {
        List<? extends TypeMirror> parameters = java.method(type, method).getParameterTypes();
        return parameters.isEmpty()
                ? method.getReturnType().getKind() != TypeKind.VOID
                : parameters.size() == 1 && java.types.isSameType(parameters.get(0), held);
    }

    /**
     * Returns whether the field is not one of those that a property without a field reads, as {@code getName} may read
     * {@code mName}: as many as there are such properties of its type.
     */
    private boolean isMissing(
            DeclaredType type,
            VariableElement field,
            List<VariableElement> unread,
            List<BeanMembers.Property> properties) {
        TypeMirror held = java.memberType(type, field);
        long fields = unread.stream()
                .filter(other -> java.types.isSameType(java.memberType(type, other), held))
                .count();
        long readers = properties.stream()
                .filter(property -> property.field == null && !property.setters.isEmpty())
                .flatMap(property -> Stream.ofNullable(property.getter))
                .filter(getter -> java.types.isSameType(java.memberType(type, getter), held))
                .count();
        return fields > readers;
    }
}

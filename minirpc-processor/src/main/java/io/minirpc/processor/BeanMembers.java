package io.minirpc.processor;

import io.minirpc.processor.schema.ScalarKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The fields, getters and setters of a class and its superclasses, by property. Accessors belong to the field of their
 * exact name, or else to the only one whose name differs in case alone: {@code getURL} to {@code url}.
 */
final class BeanMembers {
    /** A property's members; a getter and a setter may each be missing. */
    static final class Property {
        String name;

        @Nullable
        VariableElement field;

        @Nullable
        ExecutableElement getter;

        final List<ExecutableElement> setters = new ArrayList<>();

        /** Fields that subclasses declare under the same name, and that the getter does not read. */
        final List<VariableElement> hiddenFields = new ArrayList<>();

        private final List<VariableElement> fields = new ArrayList<>();
        private final List<ExecutableElement> getters = new ArrayList<>();

        private Property(String name) {
            this.name = name;
        }

        /** Returns the members there are, those first whose annotations come first. */
        List<Element> members() {
            Set<Element> members = new LinkedHashSet<>();
            if (field != null) {
                members.add(field);
            }
            if (getter != null) {
                members.add(getter);
            }
            members.addAll(getters);
            members.addAll(setters);
            return List.copyOf(members);
        }

        private void choose(JavaTypes java, DeclaredType type) {
            VariableElement lowest = fields.isEmpty() ? null : fields.get(fields.size() - 1);
            field = lowest;
            getter = GetterChoice.choose(java, type, lowest, setters, getters);
            if (getter == null) {
                return;
            }
            Element declaring = getter.getEnclosingElement();
            for (VariableElement candidate : fields) {
                if (Objects.equals(candidate.getEnclosingElement(), declaring)) {
                    field = candidate;
                    hiddenFields.addAll(fields.subList(fields.indexOf(candidate) + 1, fields.size()));
                }
            }
            AccessorName named = AccessorName.of(getter.getSimpleName().toString(), "is");
            if (named != null && getter.getSimpleName().contentEquals(name)) {
                name = named.property();
            }
        }
    }

    private final Map<String, Property> byField = new LinkedHashMap<>();
    private final Map<String, Property> withoutField = new LinkedHashMap<>();
    private final boolean withPlainGetters;

    private BeanMembers(boolean withPlainGetters) {
        this.withPlainGetters = withPlainGetters;
    }

    /**
     * Returns the properties: those with fields in the order of their declaration, superclasses first, then the others.
     *
     * @param ofException whether {@code name()} reads the field {@code name} too, and classes of the JDK count
     */
    static List<Property> of(JavaTypes java, DeclaredType type, boolean ofException) {
        BeanMembers members = new BeanMembers(ofException);
        List<DeclaredType> hierarchy = ofException ? java.throwables(type) : java.hierarchy(type);
        for (DeclaredType level : hierarchy) {
            ElementFilter.fieldsIn(level.asElement().getEnclosedElements()).forEach(members::addField);
        }
        for (DeclaredType level : hierarchy) {
            ElementFilter.methodsIn(level.asElement().getEnclosedElements()).forEach(members::addMethod);
        }
        List<Property> properties = new ArrayList<>(members.byField.values());
        properties.addAll(members.withoutField.values());
        properties.forEach(property -> property.choose(java, type));
        return List.copyOf(properties);
    }

    private void addField(VariableElement field) {
        if (!JavaTypes.is(field, Modifier.STATIC)) {
            String name = field.getSimpleName().toString();
            byField.computeIfAbsent(name, Property::new).fields.add(field);
        }
    }

    private void addMethod(ExecutableElement method) {
        if (JavaTypes.is(method, Modifier.STATIC) || !JavaTypes.is(method, Modifier.PUBLIC)) {
            return;
        }
        String name = method.getSimpleName().toString();
        int parameters = method.getParameters().size();
        AccessorName setter = AccessorName.of(name, "set");
        AccessorName getter = getterName(method);
        if (parameters == 1 && setter != null) {
            property(setter).setters.add(method);
        } else if (parameters == 0 && getter != null) {
            property(getter).getters.add(method);
        } else if (parameters == 0 && withPlainGetters) {
            Property property = fieldNamed(name);
            if (property != null) {
                property.getters.add(method);
            }
        }
    }

    private static @Nullable AccessorName getterName(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        TypeMirror type = method.getReturnType();
        if (type.getKind() == TypeKind.VOID || name.equals("getClass")) {
            return null;
        }
        AccessorName getter = AccessorName.of(name, "get");
        boolean isBoolean = type.getKind() == TypeKind.BOOLEAN || isBoxedBoolean(type);
        return getter == null && isBoolean ? AccessorName.of(name, "is") : getter;
    }

    private static boolean isBoxedBoolean(TypeMirror type) {
        return type instanceof DeclaredType declared
                && KnownTypes.scalar(JavaTypes.name(JavaTypes.element(declared))) == ScalarKind.BOOL;
    }

    /** Returns an accessor's property; a boolean field may itself start with "is", its accessors being isX and setX. */
    private Property property(AccessorName accessor) {
        Property property = accessor.fields().stream()
                .filter(byField::containsKey)
                .findFirst()
                .map(byField::get)
                .orElseGet(() -> fieldNamed(accessor.rest()));
        if (property == null && !accessor.prefix().equals("get")) {
            property = fieldNamed("is" + accessor.rest());
        }
        return property == null ? withoutField.computeIfAbsent(accessor.rest(), this::withoutField) : property;
    }

    /** Returns a property without a field, whose accessors are {@code getURL} and {@code setURL}, say. */
    private Property withoutField(String rest) {
        String name = Names.lowerFirst(rest);
        boolean isTaken = withoutField.values().stream().anyMatch(property -> property.name.equals(name));
        return new Property(isTaken ? rest : name);
    }

    /** Returns the property of the field with this name, in any case where that leaves one only. */
    private @Nullable Property fieldNamed(String name) {
        List<Property> found = byField.values().stream()
                .filter(property -> property.name.equalsIgnoreCase(name))
                .toList();
        return byField.containsKey(name) ? byField.get(name) : found.size() == 1 ? found.get(0) : null;
    }
}

package io.minirpc.processor;

import io.minirpc.processor.schema.ScalarKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * The fields, getters and setters of a class and its superclasses, by the name of the property, where case does not
 * count: {@code getURL} belongs to {@code url}.
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

        private Property(String name) {
            this.name = name;
        }

        /** Returns the members there are, those first that may carry annotations. */
        List<Element> members() {
            List<Element> members = new ArrayList<>();
            if (field != null) {
                members.add(field);
            }
            if (getter != null) {
                members.add(getter);
            }
            members.addAll(setters);
            return members;
        }
    }

    private final Map<String, Property> properties = new LinkedHashMap<>();
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
        return List.copyOf(members.properties.values());
    }

    private void addField(VariableElement field) {
        if (!JavaTypes.is(field, Modifier.STATIC)) {
            property(field.getSimpleName().toString()).field = field;
        }
    }

    private void addMethod(ExecutableElement method) {
        if (JavaTypes.is(method, Modifier.STATIC) || !JavaTypes.is(method, Modifier.PUBLIC)) {
            return;
        }
        String name = method.getSimpleName().toString();
        int parameters = method.getParameters().size();
        if (parameters == 1 && isPrefixed(name, "set")) {
            property(fieldName(name, "set")).setters.add(method);
        } else if (parameters == 0 && isGetter(method)) {
            String prefix = name.startsWith("is") ? "is" : "get";
            Property property = property(fieldName(name, prefix));
            property.getter = method;
            if (prefix.equals("is") && property.name.equals(name)) {
                property.name = Names.lowerFirst(name.substring(prefix.length()));
            }
        } else if (parameters == 0 && withPlainGetters && properties.containsKey(key(name))) {
            property(name).getter = method;
        }
    }

    private static boolean isGetter(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        TypeKind kind = method.getReturnType().getKind();
        boolean isBoolean = kind == TypeKind.BOOLEAN || isBoxedBoolean(method.getReturnType());
        return kind != TypeKind.VOID
                && !name.equals("getClass")
                && (isPrefixed(name, "get") || (isBoolean && isPrefixed(name, "is")));
    }

    private static boolean isBoxedBoolean(TypeMirror type) {
        return type instanceof DeclaredType declared
                && KnownTypes.scalar(JavaTypes.name(JavaTypes.element(declared))) == ScalarKind.BOOL;
    }

    private static boolean isPrefixed(String name, String prefix) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && !Character.isLowerCase(name.charAt(prefix.length()));
    }

    /** Returns the property's name; a boolean field may itself start with "is", its accessors being isX and setX. */
    private String fieldName(String method, String prefix) {
        String name = Names.lowerFirst(method.substring(prefix.length()));
        boolean isField = properties.containsKey(key(name));
        String withIs = "is" + method.substring(prefix.length());
        return !isField && !prefix.equals("get") && properties.containsKey(key(withIs)) ? withIs : name;
    }

    private Property property(String name) {
        return properties.computeIfAbsent(key(name), key -> new Property(name));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

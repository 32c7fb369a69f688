package io.minirpc.processor;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The choice among several getters of one property, such as {@code Boolean getActive()} and {@code boolean isActive()}:
 * the one that answers what the field holds or a setter takes, since others may leave something out.
 */
final class GetterChoice {
    private GetterChoice() {}

    /**
     * Returns null where there is no getter.
     *
     * @param getters those of superclasses first
     */
    static @Nullable ExecutableElement choose(
            JavaTypes java,
            DeclaredType type,
            @Nullable VariableElement field,
            List<ExecutableElement> setters,
            List<ExecutableElement> getters) {
        Comparator<ExecutableElement> byType = Comparator.comparing(
                getter -> field != null && isSame(java, type, getter, java.memberType(type, field)));
        Comparator<ExecutableElement> bySetter = Comparator.comparing(getter -> setters.stream()
                .anyMatch(setter -> isSame(
                        java,
                        type,
                        getter,
                        java.method(type, setter).getParameterTypes().get(0))));
        Comparator<ExecutableElement> byUse = byType.thenComparing(getter -> field != null && isExact(getter, field))
                .thenComparing(bySetter)
                .thenComparing(getter -> !getter.getReturnType().getKind().isPrimitive())
                .thenComparing(getter -> isPrefixed(getter, "get"))
                .thenComparing(getter -> isPrefixed(getter, "is"));
        // One that overrides another comes later in the list, and replaces it whatever it answers.
        Map<String, ExecutableElement> lowest = new LinkedHashMap<>();
        getters.forEach(getter -> lowest.put(getter.getSimpleName().toString(), getter));
        return lowest.values().stream().max(byUse).orElse(null);
    }

    private static boolean isSame(JavaTypes java, DeclaredType type, ExecutableElement getter, TypeMirror expected) {
        return java.types.isSameType(java.memberType(type, getter), expected);
    }

    private static boolean isExact(ExecutableElement getter, Element field) {
        AccessorName name = AccessorName.of(getter.getSimpleName().toString(), "get");
        return name != null && name.fields().get(0).contentEquals(field.getSimpleName());
    }

    private static boolean isPrefixed(ExecutableElement getter, String prefix) {
        return AccessorName.of(getter.getSimpleName().toString(), prefix) != null;
    }
}

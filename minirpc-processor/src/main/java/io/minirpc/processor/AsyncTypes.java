package io.minirpc.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Types by which other libraries answer later, where an interface has {@code CompletableFuture}. */
final class AsyncTypes {
    private static final Set<String> OF_ONE = Set.of("Mono", "Uni", "Single", "Maybe");
    private static final Set<String> OF_MANY = Set.of("Publisher", "Flux", "Multi", "Observable", "Flowable", "Flow");

    private AsyncTypes() {}

    /** Returns what was meant by a result that no interface can have, or null where that is something else. */
    static @Nullable String advice(JavaTypes java, TypeMirror result) {
        if (!(result instanceof DeclaredType type) || type.getTypeArguments().size() != 1) {
            return null;
        }
        String name = type.asElement().getSimpleName().toString();
        String value = bound(type.getTypeArguments().get(0));
        if (name.equals("CompletableFuture") || !isOpaque(JavaTypes.element(type))) {
            return null;
        }
        if (OF_ONE.contains(name) || java.isSubtype(type, "java.util.concurrent.Future")) {
            return "did you mean CompletableFuture<" + value + ">?";
        }
        return OF_MANY.contains(name) ? "did you mean CompletableFuture<List<" + value + ">>?" : null;
    }

    /** Returns what a suspending function of Kotlin answers, or null where the method is none. */
    static @Nullable String suspended(ExecutableElement method) {
        List<? extends VariableElement> parameters = method.getParameters();
        TypeMirror last = parameters.isEmpty()
                ? null
                : parameters.get(parameters.size() - 1).asType();
        return last instanceof DeclaredType type
                        && type.asElement().getSimpleName().contentEquals("Continuation")
                        && type.getTypeArguments().size() == 1
                        && isOpaque(JavaTypes.element(type))
                ? bound(type.getTypeArguments().get(0))
                : null;
    }

    /** Returns whether the type has none of the shapes of a message. */
    private static boolean isOpaque(TypeElement type) {
        if (JavaTypes.isJdk(type)) {
            return true;
        }
        boolean isOpen = JavaTypes.is(type, Modifier.ABSTRACT) && !JavaTypes.is(type, Modifier.SEALED);
        boolean hasConstructor = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .anyMatch(constructor -> JavaTypes.is(constructor, Modifier.PUBLIC));
        return isOpen || (type.getKind() == ElementKind.CLASS && !hasConstructor);
    }

    private static String bound(TypeMirror argument) {
        if (!(argument instanceof WildcardType wildcard)) {
            return JavaTypes.display(argument);
        }
        TypeMirror bound = wildcard.getSuperBound() != null ? wildcard.getSuperBound() : wildcard.getExtendsBound();
        return bound == null ? "String" : JavaTypes.display(bound);
    }
}

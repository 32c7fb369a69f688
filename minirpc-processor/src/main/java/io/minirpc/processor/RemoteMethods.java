package io.minirpc.processor;

import static java.util.Objects.requireNonNull;

import io.minirpc.annotation.RpcMethod;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the remote methods of an interface: its own and those it inherits, in the order of their declaration. */
final class RemoteMethods {
    private final JavaTypes java;
    private final DeclaredType type;

    RemoteMethods(JavaTypes java, DeclaredType type) {
        this.java = java;
        this.type = type;
    }

    List<ExecutableElement> find() {
        List<ExecutableElement> methods = new ArrayList<>();
        collect(JavaTypes.element(type), methods);
        methods.removeIf(method -> !isRemote(method));
        return methods;
    }

    /**
     * Returns the exceptions that an implementation of the method may throw: those that it declares and, where
     * superinterfaces that do not know each other declare it too, all of them allow.
     */
    List<TypeMirror> thrown(ExecutableElement method) {
        List<ExecutableElement> others = others(method);
        List<TypeMirror> thrown = new ArrayList<>(typeOf(method).getThrownTypes());
        boolean isComplete = Stream.concat(Stream.of(method), others.stream())
                .flatMap(each -> typeOf(each).getThrownTypes().stream())
                .allMatch(this::isComplete);
        if (others.isEmpty() || !isComplete) {
            return thrown; // javac remembers that a class without its superclass is no exception
        }
        thrown.removeIf(exception -> !isAllowed(exception, others));
        for (ExecutableElement other : others) {
            for (TypeMirror exception : typeOf(other).getThrownTypes()) {
                boolean isKnown = thrown.stream().anyMatch(known -> java.types.isSubtype(exception, known));
                if (!isKnown
                        && java.isChecked(exception)
                        && isAllowed(exception, List.of(method))
                        && isAllowed(exception, others)) {
                    thrown.add(exception);
                }
            }
        }
        return thrown;
    }

    private boolean isComplete(TypeMirror exception) {
        return exception instanceof DeclaredType declared
                && exception.getKind() == TypeKind.DECLARED
                && !java.missing().isIncomplete(JavaTypes.element(declared));
    }

    private boolean isAllowed(TypeMirror exception, List<ExecutableElement> methods) {
        return !java.isChecked(exception)
                || methods.stream()
                        .allMatch(method -> typeOf(method).getThrownTypes().stream()
                                .anyMatch(allowed -> java.types.isSubtype(exception, allowed)));
    }

    /** Returns the other methods that an implementation of the method implements, unless one of them replaces it. */
    private List<ExecutableElement> others(ExecutableElement method) {
        Set<ExecutableElement> all = new LinkedHashSet<>();
        collectAll(JavaTypes.element(type), all);
        all.removeIf(other -> !isSame(method, other) && !isSame(other, method));
        return all.stream()
                .filter(other -> !other.equals(method))
                .filter(other -> all.stream().noneMatch(later -> isDeclaredAgain(later, other)))
                .toList();
    }

    private void collectAll(TypeElement element, Set<ExecutableElement> methods) {
        for (TypeMirror supertype : element.getInterfaces()) {
            if (supertype instanceof DeclaredType declared) {
                collectAll(JavaTypes.element(declared), methods);
            }
        }
        methods.addAll(declared(element));
    }

    private static List<ExecutableElement> declared(TypeElement element) {
        return ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                .filter(method -> !JavaTypes.is(method, Modifier.STATIC) && !JavaTypes.is(method, Modifier.PRIVATE))
                .toList();
    }

    /** Superinterfaces come first; what an interface declares again replaces what it inherits. */
    private void collect(TypeElement element, List<ExecutableElement> methods) {
        for (TypeMirror supertype : element.getInterfaces()) {
            if (supertype instanceof DeclaredType declared) {
                collect(JavaTypes.element(declared), methods);
            }
        }
        declared(element).forEach(method -> add(method, methods));
    }

    private void add(ExecutableElement method, List<ExecutableElement> methods) {
        for (int i = 0; i < methods.size(); i++) {
            if (methods.get(i).equals(method)) {
                return;
            }
            if (isSame(method, methods.get(i))) {
                if (isPreferred(method, methods.get(i))) {
                    methods.set(i, method);
                }
                return;
            }
        }
        methods.add(method);
    }

    private boolean isSame(ExecutableElement a, ExecutableElement b) {
        return a.getSimpleName().equals(b.getSimpleName()) && java.types.isSubsignature(typeOf(a), typeOf(b));
    }

    /** Of two inherited methods that one implementation serves, the one with the narrower result counts. */
    private boolean isPreferred(ExecutableElement later, ExecutableElement earlier) {
        TypeMirror laterResult = typeOf(later).getReturnType();
        TypeMirror earlierResult = typeOf(earlier).getReturnType();
        boolean isNarrower =
                java.types.isSubtype(laterResult, earlierResult) && !java.types.isSameType(laterResult, earlierResult);
        return isNarrower || isDeclaredAgain(later, earlier);
    }

    /**
     * Tells whether a method replaces one with the same signature. Eclipse's compiler does not know that of interfaces
     * that are generic, or that do not know each other.
     */
    private boolean isDeclaredAgain(ExecutableElement later, ExecutableElement earlier) {
        TypeMirror below = requireNonNull(later.getEnclosingElement()).asType();
        TypeMirror above = requireNonNull(earlier.getEnclosingElement()).asType();
        return !java.types.isSameType(java.types.erasure(below), java.types.erasure(above))
                && java.types.isSubtype(java.types.erasure(below), java.types.erasure(above));
    }

    private ExecutableType typeOf(ExecutableElement method) {
        return java.method(type, method);
    }

    private boolean isRemote(ExecutableElement method) {
        boolean isMarked = JavaTypes.has(method, RpcMethod.class);
        return isMarked || (JavaTypes.is(method, Modifier.ABSTRACT) && !java.isMethodOfObject(method));
    }
}

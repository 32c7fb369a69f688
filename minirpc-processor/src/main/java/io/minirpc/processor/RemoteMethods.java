package io.minirpc.processor;

import static java.util.Objects.requireNonNull;

import io.minirpc.annotation.RpcMethod;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
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

    /** Superinterfaces come first; what an interface declares again replaces what it inherits. */
    private void collect(TypeElement element, List<ExecutableElement> methods) {
        for (TypeMirror supertype : element.getInterfaces()) {
            if (supertype instanceof DeclaredType declared) {
                collect(JavaTypes.element(declared), methods);
            }
        }
        for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
            if (!JavaTypes.is(method, Modifier.STATIC) && !JavaTypes.is(method, Modifier.PRIVATE)) {
                add(method, methods);
            }
        }
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

    /** Asks for the declaring types first: for Eclipse, methods of unrelated interfaces override each other. */
    private boolean isDeclaredAgain(ExecutableElement later, ExecutableElement earlier) {
        TypeMirror below = requireNonNull(later.getEnclosingElement()).asType();
        TypeMirror above = requireNonNull(earlier.getEnclosingElement()).asType();
        return java.types.isSubtype(java.types.erasure(below), java.types.erasure(above))
                && java.elements.overrides(later, earlier, JavaTypes.element(type));
    }

    private ExecutableType typeOf(ExecutableElement method) {
        return java.method(type, method);
    }

    private boolean isRemote(ExecutableElement method) {
        boolean isMarked = JavaTypes.has(method, RpcMethod.class);
        return isMarked || (JavaTypes.is(method, Modifier.ABSTRACT) && !java.isMethodOfObject(method));
    }
}

package io.minirpc.processor;

import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Collects the warnings a generated file would cause by using what its user has deprecated. */
final class Suppressions {
    private final Set<String> warnings = new TreeSet<>();

    /** Notes that generated code uses the element and the types it mentions. */
    void use(Element element) {
        useDeclaration(element);
        if (element instanceof ExecutableElement method) {
            use(method.getReturnType());
            method.getParameters().forEach(parameter -> use(parameter.asType()));
            method.getThrownTypes().forEach(this::use);
        }
    }

    void use(TypeMirror type) {
        if (type instanceof ArrayType array) {
            use(array.getComponentType());
        } else if (type instanceof DeclaredType declared) {
            useDeclaration(declared.asElement());
            declared.getTypeArguments().forEach(this::use);
        }
    }

    /** Returns what {@code @SuppressWarnings} has to name. */
    Set<String> warnings() {
        return Set.copyOf(warnings);
    }

    private void useDeclaration(Element element) {
        for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            AnnotationMirror deprecated = JavaTypes.annotation(e, Deprecated.class);
            if (deprecated != null) {
                warnings.add(isForRemoval(deprecated) ? "removal" : "deprecation");
            }
        }
    }

    private static boolean isForRemoval(AnnotationMirror deprecated) {
        return deprecated.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("forRemoval"))
                .map(entry -> (AnnotationValue) entry.getValue())
                .anyMatch(value -> Boolean.TRUE.equals(value.getValue()));
    }
}

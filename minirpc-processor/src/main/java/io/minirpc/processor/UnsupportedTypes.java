package io.minirpc.processor;

import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcMessage;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/** Types that can't travel, each with its own advice. */
final class UnsupportedTypes {
    private final JavaTypes java;
    private final Reporter reporter;

    UnsupportedTypes(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    /** Reports raw types and wildcards. */
    boolean isGenericMisuse(DeclaredType type, Place place) {
        TypeElement element = JavaTypes.element(type);
        if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
            String example = element.getTypeParameters().stream()
                    .map(parameter -> "String")
                    .collect(Collectors.joining(", ", element.getSimpleName() + "<", ">"));
            reporter.report(place, Problem.RAW_TYPE, JavaTypes.display(type), example);
            return true;
        }
        if (type.getTypeArguments().stream().anyMatch(argument -> argument.getKind() == TypeKind.WILDCARD)) {
            reporter.report(place, Problem.WILDCARD, JavaTypes.display(type), withoutWildcards(type));
            return true;
        }
        return false;
    }

    private static String withoutWildcards(DeclaredType type) {
        return type.getTypeArguments().stream()
                .map(UnsupportedTypes::bound)
                .collect(Collectors.joining(", ", type.asElement().getSimpleName() + "<", ">"));
    }

    private static String bound(TypeMirror argument) {
        if (!(argument instanceof WildcardType wildcard)) {
            return JavaTypes.display(argument);
        }
        TypeMirror bound = wildcard.getExtendsBound() != null ? wildcard.getExtendsBound() : wildcard.getSuperBound();
        return bound == null ? "String" : JavaTypes.display(bound);
    }

    /** Reports what is neither a message nor an enum, or can't be reached from the generated code. */
    boolean isUnsupported(DeclaredType type, String fromPackage, Place place) {
        TypeElement element = JavaTypes.element(type);
        String name = JavaTypes.name(element);
        String shown = JavaTypes.display(type);
        if (name.equals("java.lang.Object")) {
            return reported(place, Problem.OBJECT_TYPE);
        }
        if (java.isSubtype(type, "java.lang.Throwable")) {
            return reported(
                    place, Problem.UNSUPPORTED_TYPE, shown, "declare exceptions in the throws clause of the method");
        }
        if (isFunctional(element)) {
            return reported(place, Problem.FUNCTIONAL_TYPE, shown);
        }
        if (JavaTypes.isJdk(element) && element.getKind() != ElementKind.ENUM) {
            return reported(place, Problem.UNSUPPORTED_TYPE, shown, KnownTypes.advice(name));
        }
        if (!java.isAccessible(element, fromPackage)) {
            return reported(place, Problem.INACCESSIBLE_TYPE, shown, packageLabel(fromPackage));
        }
        // What is wrong with an annotated type in the sources is reported there, once.
        boolean ownsCodec = JavaTypes.has(element, RpcMessage.class) && java.isSource(element);
        return !ownsCodec && isNoMessage(element, place);
    }

    /** Reports what has none of the shapes of a message. */
    boolean isNoMessage(TypeElement element, Place place) {
        String shown = JavaTypes.shortName(element);
        boolean isSealed = JavaTypes.is(element, Modifier.SEALED);
        if (element.getKind() == ElementKind.ANNOTATION_TYPE) {
            return reported(place, Problem.UNSUPPORTED_TYPE, shown, "annotations are not data; use a record");
        }
        if (element.getKind() == ElementKind.INTERFACE) {
            return !isSealed && reported(place, Problem.NOT_SEALED, shown);
        }
        if (element.getKind() == ElementKind.CLASS && isSealed) {
            return reported(java.onType(element, place), Problem.SEALED_CLASS, shown, permitted(element));
        }
        if (element.getKind() == ElementKind.CLASS && JavaTypes.is(element, Modifier.ABSTRACT)) {
            return reported(place, Problem.ABSTRACT_CLASS, shown);
        }
        if (element.getKind() == ElementKind.CLASS
                && JavaTypes.isInner(element)
                && element.getEnclosingElement() instanceof TypeElement outer) {
            return reported(place, Problem.INNER_CLASS, shown, JavaTypes.shortName(outer));
        }
        return element.getKind() == ElementKind.CLASS && losesContent(element, java.onType(element, place));
    }

    /** Reports a class of which a bean's properties are not the whole. */
    private boolean losesContent(TypeElement element, Place place) {
        String shown = JavaTypes.shortName(element);
        String inherited = java.superclasses((DeclaredType) element.asType()).stream()
                .filter(JavaTypes::isJdk)
                .findFirst()
                .orElse(null);
        if (inherited != null) {
            String simpleName = inherited.substring(inherited.lastIndexOf('.') + 1);
            return reported(place, Problem.JDK_SUPERCLASS, shown, simpleName);
        }
        TypeElement subclass = java.isSource(element) ? nestedSubclass(element) : null;
        return subclass != null
                && reported(place, Problem.SUBCLASS, shown, JavaTypes.shortName(subclass), shown, shown);
    }

    /**
     * Returns a subclass in the same file that is no leaf itself. Others are refused when they are written: what the
     * file of a type gets generated may depend on no other one, or incremental builds would differ from whole ones.
     */
    private @Nullable TypeElement nestedSubclass(TypeElement element) {
        return JavaTypes.nested(JavaTypes.outermost(element)).stream()
                .filter(nested -> nested.getKind() == ElementKind.CLASS && !nested.equals(element))
                .filter(nested -> java.supertype((DeclaredType) nested.asType(), element) != null)
                .filter(nested -> !TypeFields.isLeaf(nested))
                .findFirst()
                .orElse(null);
    }

    private static String permitted(TypeElement sealed) {
        return sealed.getPermittedSubclasses().stream().map(JavaTypes::display).collect(Collectors.joining(" and "));
    }

    private boolean isFunctional(TypeElement element) {
        if (element.getKind() != ElementKind.INTERFACE || JavaTypes.is(element, Modifier.SEALED)) {
            return false;
        }
        boolean isMarked = element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> TypeName.get(mirror.getAnnotationType())
                        .toString()
                        .equals(FunctionalInterface.class.getName()));
        return isMarked
                || List.of("java.lang.Runnable", "java.util.concurrent.Callable")
                        .contains(JavaTypes.name(element));
    }

    private boolean reported(Place place, Problem problem, Object... arguments) {
        reporter.report(place, problem, arguments);
        return true;
    }

    private static String packageLabel(String name) {
        return name.isEmpty() ? "(the unnamed one)" : name;
    }
}

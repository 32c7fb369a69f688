package io.minirpc.processor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * The types that declarations mention but that don't exist, or not yet: another processor may write them in this round.
 *
 * <p>A declaration in the sources is complete when everything it mentions exists: supertypes, permitted types, bounds,
 * the types of its members, and its annotations with their values. The compiler reports what never comes. Of a class
 * file only the supertypes count, since its members may mention types that nobody needs.
 */
final class MissingTypes {
    private final JavaTypes java;
    private final Map<TypeElement, Boolean> known = new HashMap<>();

    MissingTypes(JavaTypes java) {
        this.java = java;
    }

    /**
     * Returns whether the type has to wait, which the reporter is told then.
     *
     * @param place where a type that is missing in a class file is reported
     */
    boolean keepWaiting(TypeElement type, Place place, Reporter reporter) {
        if (isIncomplete(type)) {
            reporter.awaitTypes();
            return true;
        }
        TypeMirror missing = missingSupertype(type, new HashSet<>());
        if (missing != null) {
            reporter.unresolved(place, missing.toString());
        }
        return missing != null;
    }

    /** Returns whether the type or one of its supertypes is a source that mentions what does not exist. */
    boolean isIncomplete(TypeElement type) {
        if (JavaTypes.isJdk(type)) {
            return false;
        }
        Boolean found = known.get(type);
        if (found == null) {
            known.put(type, false); // for classes that extend themselves
            found = (java.isSource(type) && mentionsMissing(type))
                    || supertypes(type)
                            .anyMatch(supertype ->
                                    supertype.getKind() == TypeKind.DECLARED && isIncomplete(element(supertype)));
            known.put(type, found);
        }
        return found;
    }

    private @Nullable TypeMirror missingSupertype(TypeElement type, Set<TypeElement> seen) {
        if (JavaTypes.isJdk(type) || !seen.add(type)) {
            return null;
        }
        for (TypeMirror supertype : supertypes(type).toList()) {
            boolean isThere = supertype.getKind() != TypeKind.ERROR;
            TypeMirror missing = isThere ? missingSupertype(element(supertype), seen) : supertype;
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private static Stream<? extends TypeMirror> supertypes(TypeElement type) {
        return Stream.concat(Stream.of(type.getSuperclass()), type.getInterfaces().stream())
                .filter(DeclaredType.class::isInstance);
    }

    private static TypeElement element(TypeMirror type) {
        return JavaTypes.element((DeclaredType) type);
    }

    private static boolean mentionsMissing(TypeElement type) {
        return hasMissing(supertypes(type))
                || hasMissing(type.getPermittedSubclasses().stream())
                || hasMissingBounds(type)
                || hasMissingAnnotations(type)
                || type.getEnclosedElements().stream().anyMatch(MissingTypes::isIncompleteMember);
    }

    /** Nested types are looked at when they are used. */
    private static boolean isIncompleteMember(Element member) {
        if (member instanceof ExecutableElement method) {
            return isMissing(method.getReturnType())
                    || hasMissing(method.getThrownTypes().stream())
                    || hasMissingBounds(method)
                    || hasMissingAnnotations(method)
                    || method.getParameters().stream().anyMatch(MissingTypes::isIncompleteMember);
        }
        boolean isVariable = member.getKind().isField()
                || member.getKind() == ElementKind.PARAMETER
                || member instanceof RecordComponentElement;
        return isVariable && (isMissing(member.asType()) || hasMissingAnnotations(member));
    }

    private static boolean hasMissingBounds(Parameterizable element) {
        return element.getTypeParameters().stream().anyMatch(parameter -> hasMissing(parameter.getBounds().stream()));
    }

    private static boolean hasMissingAnnotations(Element element) {
        return element.getAnnotationMirrors().stream().anyMatch(MissingValues::in);
    }

    private static boolean hasMissing(Stream<? extends TypeMirror> types) {
        return types.anyMatch(MissingTypes::isMissing);
    }

    /** Returns whether a type, or an argument of it, does not exist. */
    static boolean isMissing(@Nullable TypeMirror type) {
        if (type == null) {
            return false;
        }
        return switch (type.getKind()) {
            case ERROR -> true;
            case ARRAY -> isMissing(((ArrayType) type).getComponentType());
            case DECLARED -> hasMissing(((DeclaredType) type).getTypeArguments().stream());
            case WILDCARD ->
                isMissing(((WildcardType) type).getExtendsBound()) || isMissing(((WildcardType) type).getSuperBound());
            default -> false;
        };
    }
}

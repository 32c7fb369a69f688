package io.minirpc.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/**
 * Which type parameters of a generic message are used as the key of a map, so that their codecs must have a text form,
 * or as the element of an {@code EnumSet}, so that theirs are those of enums.
 */
final class MapKeys {
    private MapKeys() {}

    static boolean usesAsKey(TypeElement type, int parameter) {
        return usesAsKey(type, parameter, new HashSet<>());
    }

    private static boolean usesAsKey(TypeElement type, int parameter, Set<Element> seen) {
        TypeParameterElement variable = type.getTypeParameters().get(parameter);
        if (!seen.add(variable)) {
            return false;
        }
        for (Element member : type.getEnclosedElements()) {
            boolean isField = member.getKind() == ElementKind.FIELD && !JavaTypes.is(member, Modifier.STATIC);
            if (isField && isKeyIn(member.asType(), variable, seen)) {
                return true;
            }
        }
        return type.getPermittedSubclasses().stream().anyMatch(leaf -> leafUsesAsKey(leaf, type, variable, seen))
                || (type.getSuperclass() instanceof DeclaredType superclass && isKeyIn(superclass, variable, seen));
    }

    /** Leaves pass their own variables on to the sealed type, so theirs are looked at by position. */
    private static boolean leafUsesAsKey(
            TypeMirror leaf, TypeElement sealed, TypeParameterElement variable, Set<Element> seen) {
        TypeElement element = JavaTypes.element((DeclaredType) leaf);
        int position = sealed.getTypeParameters().indexOf(variable);
        for (TypeMirror supertype : element.getInterfaces()) {
            DeclaredType declared = (DeclaredType) supertype;
            if (JavaTypes.element(declared).equals(sealed)
                    && declared.getTypeArguments().get(position).getKind() == TypeKind.TYPEVAR) {
                Element own = variable(declared.getTypeArguments().get(position));
                return usesAsKey(element, element.getTypeParameters().indexOf(own), seen);
            }
        }
        return false;
    }

    private static boolean isKeyIn(TypeMirror type, TypeParameterElement variable, Set<Element> seen) {
        if (type instanceof ArrayType array) {
            return isKeyIn(array.getComponentType(), variable, seen);
        }
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        List<? extends TypeMirror> arguments = declared.getTypeArguments();
        TypeElement element = JavaTypes.element(declared);
        for (int i = 0; i < arguments.size(); i++) {
            if (isKeyIn(arguments.get(i), variable, seen)) {
                return true;
            }
            if (arguments.get(i).getKind() == TypeKind.TYPEVAR
                    && variable(arguments.get(i)).equals(variable)
                    && (isMapKey(element, i) || (!JavaTypes.isJdk(element) && usesAsKey(element, i, seen)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMapKey(TypeElement element, int position) {
        KnownTypes.Container container = KnownTypes.container(JavaTypes.name(element));
        return position == 0 && container != null && container.needsScalar();
    }

    private static Element variable(TypeMirror type) {
        return ((TypeVariable) type).asElement();
    }
}

package io.minirpc.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Which types lead to which through fields, getters, superclasses and permitted subclasses. It may see a way where
 * there is none, but never misses one: codecs whose initialisation could run in a circle are then asked for lazily.
 */
final class TypeGraph {
    private TypeGraph() {}

    /** Tells whether there is a way, of any length, from one type to the other. */
    static boolean leads(TypeElement from, TypeElement to) {
        Set<Element> seen = new HashSet<>();
        Deque<TypeElement> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            TypeElement current = open.remove();
            if (current.equals(to)) {
                return true;
            }
            if (seen.add(current) && !JavaTypes.isJdk(current)) {
                addNeighbours(current, open);
            }
        }
        return false;
    }

    private static void addNeighbours(TypeElement type, Deque<TypeElement> into) {
        addMentioned(type.getSuperclass(), into);
        type.getPermittedSubclasses().forEach(leaf -> addMentioned(leaf, into));
        for (Element member : type.getEnclosedElements()) {
            if (JavaTypes.is(member, Modifier.STATIC)) {
                continue;
            }
            if (member.getKind() == ElementKind.FIELD) {
                addMentioned(member.asType(), into);
            } else if (member.getKind() == ElementKind.METHOD) {
                addMentioned(((ExecutableElement) member).getReturnType(), into);
            }
        }
    }

    private static void addMentioned(TypeMirror type, Deque<TypeElement> into) {
        if (type instanceof ArrayType array) {
            addMentioned(array.getComponentType(), into);
        } else if (type instanceof DeclaredType declared) {
            into.add(JavaTypes.element(declared));
            declared.getTypeArguments().forEach(argument -> addMentioned(argument, into));
        }
    }
}

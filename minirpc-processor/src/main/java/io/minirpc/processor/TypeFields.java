package io.minirpc.processor;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.Schema;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** Reads {@code @RpcField} on types: the names of declared exceptions, names and numbers of leaves. */
final class TypeFields {
    private final JavaTypes java;
    private final Reporter reporter;

    TypeFields(JavaTypes java, Reporter reporter) {
        this.java = java;
        this.reporter = reporter;
    }

    /** Returns the name of an exception on the wire, or of a leaf in JSON. */
    String name(TypeElement type, Place place) {
        String name = JsonNames.of(type.getAnnotation(RpcField.class), type.getSimpleName());
        JsonNames.check(name, onAnnotation(type, place), reporter);
        return name;
    }

    /** Returns the number of a leaf: that which it sets, or else its position, counted from 1. */
    static Schema.WireNumber number(TypeElement leaf, int position) {
        return FieldNumbers.declared(leaf.getAnnotation(RpcField.class), position);
    }

    /** Returns a place of a type as that of its annotation, where there is one in the sources. */
    static Place onAnnotation(TypeElement type, Place place) {
        return type.equals(place.element()) ? place.at(JavaTypes.annotation(type, RpcField.class)) : place;
    }

    /** Reports an annotation in the sources that has no effect. */
    void checkUse(TypeElement type) {
        RpcField settings = type.getAnnotation(RpcField.class);
        Place place = onAnnotation(type, Place.of(type, JavaTypes.shortName(type)));
        if (java.isSubtype(type.asType(), "java.lang.Throwable")) {
            if (settings.number() != 0 || settings.encoding() != Encoding.VARINT) {
                reporter.report(place, Problem.EXCEPTION_FIELD);
            }
        } else if (!isLeaf(type)) {
            reporter.report(place, Problem.USELESS_FIELD);
        } else if (settings.encoding() != Encoding.VARINT) {
            reporter.report(place, Problem.BAD_ENCODING, JavaTypes.shortName(type));
        }
    }

    /** Returns whether a sealed interface permits the type. */
    static boolean isLeaf(TypeElement type) {
        boolean isConcrete = type.getKind() == ElementKind.RECORD
                || (type.getKind() == ElementKind.CLASS && !JavaTypes.is(type, Modifier.ABSTRACT));
        return isConcrete
                && type.getInterfaces().stream()
                        .anyMatch(parent -> JavaTypes.is(JavaTypes.element((DeclaredType) parent), Modifier.SEALED));
    }
}

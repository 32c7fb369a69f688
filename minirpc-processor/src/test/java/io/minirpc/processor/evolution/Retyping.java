package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Type.Container;
import io.minirpc.processor.evolution.Type.Named;
import io.minirpc.processor.evolution.Type.Shape;
import io.minirpc.processor.evolution.Type.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Other types for what has one already: mostly near ones, as people choose them. */
final class Retyping {
    private static final List<Set<JavaScalar>> FAMILIES = List.of(
            Set.of(JavaScalar.BYTE, JavaScalar.SHORT, JavaScalar.INT, JavaScalar.LONG),
            Set.of(JavaScalar.BOOLEAN, JavaScalar.CHAR, JavaScalar.INT, JavaScalar.YEAR, JavaScalar.OPTIONAL_INT),
            Set.of(JavaScalar.FLOAT, JavaScalar.DOUBLE, JavaScalar.DECIMAL, JavaScalar.INTEGER, JavaScalar.LONG),
            Set.of(
                    JavaScalar.INSTANT,
                    JavaScalar.DURATION,
                    JavaScalar.DATETIME,
                    JavaScalar.LONG,
                    JavaScalar.TIME,
                    JavaScalar.DATE),
            Set.of(JavaScalar.STRING, JavaScalar.BYTES, JavaScalar.CHARS, JavaScalar.UUID, JavaScalar.URI),
            Set.of(JavaScalar.STRING, JavaScalar.LOCALE, JavaScalar.CURRENCY, JavaScalar.PERIOD, JavaScalar.DECIMAL),
            Set.of(JavaScalar.OFFSET_DATE_TIME, JavaScalar.ZONED_DATE_TIME, JavaScalar.INSTANT, JavaScalar.STRING));

    private final Version version;
    private final Invention invention;

    Retyping(Version version, Invention invention) {
        this.version = version;
        this.invention = invention;
    }

    Type other(Type type) {
        if (type instanceof Single single && single.scalar().isPrimitive() && invention.one(3)) {
            return new Single(single.scalar(), !single.isBoxed()); // a zero is no null
        }
        return invention.one(5) ? invention.type(version) : Objects.requireNonNull(invention.any(near(type)));
    }

    private List<Type> near(Type type) {
        List<Type> near = new ArrayList<>();
        if (type instanceof Single single) {
            near.addAll(near(single));
        } else if (type instanceof Container container) {
            near.addAll(near(container));
        } else if (type instanceof Named named) {
            near.addAll(near(version.declaration(named.id())));
            near.add(invention.declared(version));
            near.add(Single.of(JavaScalar.STRING));
            near.add(Single.of(JavaScalar.INT));
        }
        if (!(type instanceof Container container && container.shape() == Shape.OPTIONAL)) {
            Type held = boxed(type.onWire());
            near.add(Container.of(Shape.OPTIONAL, held));
            near.add(Container.of(Shape.LIST, held));
        }
        return near;
    }

    /** Returns the leaves of a sealed interface, and the sealed interface of a leaf. */
    private List<Type> near(Declaration declaration) {
        if (declaration.form() == Declaration.Form.LEAF) {
            return List.of(Named.of(version.sealedOf(declaration.id()).id()));
        }
        return declaration.form().isSealed()
                ? declaration.members().stream().map(Member::type).toList()
                : List.of();
    }

    private static List<Type> near(Single single) {
        List<Type> near = new ArrayList<>();
        JavaScalar scalar = single.scalar();
        for (Set<JavaScalar> family : FAMILIES) {
            if (family.contains(scalar)) {
                family.stream().sorted().map(Single::of).forEach(near::add);
            }
        }
        near.remove(single);
        if (scalar.isPrimitive()) {
            near.add(new Single(scalar, !single.isBoxed()));
        }
        return near;
    }

    private List<Type> near(Container container) {
        Type last = container.last();
        List<Type> near = new ArrayList<>();
        switch (container.shape()) {
            case OPTIONAL -> near.add(last);
            case MAP -> {
                near.add(Container.of(Shape.MAP, invention.key(version), last));
                near.add(Container.of(Shape.MAP, container.parts().get(0), invention.element(version)));
            }
            default -> {
                near.add(last);
                near.add(Container.of(Shape.LIST, boxed(last)));
                near.add(Container.of(container.shape() == Shape.SET ? Shape.SET : Shape.LIST, element(container)));
                if (hasEquals(last)) {
                    near.add(Container.of(Shape.SET, boxed(last)));
                }
                if (last instanceof Single single && single.scalar() == JavaScalar.INT) {
                    near.add(Container.of(Shape.ARRAY, Single.of(JavaScalar.INT)));
                }
            }
        }
        return near;
    }

    private Type element(Container container) {
        return container.shape() == Shape.SET
                ? Single.boxed(invention.pick(JavaScalar.STRING, JavaScalar.LONG, JavaScalar.UUID))
                : invention.element(version);
    }

    /** Messages are left out of sets, as beans have no {@code equals}. */
    private boolean hasEquals(Type type) {
        return type instanceof Single single
                ? single.scalar().hasEquals()
                : type instanceof Named named && version.declaration(named.id()).form() == Declaration.Form.ENUM;
    }

    private static Type boxed(Type type) {
        return type instanceof Single single ? Single.boxed(single.scalar()) : type;
    }
}

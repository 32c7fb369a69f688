package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Type.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;

/** Java expressions for values of types, no two of which are alike, as far as the types have so many values. */
final class Values {
    private static final int MAX_DEPTH = 3;
    private static final String PLAIN = "io.minirpc.processor.evolution.Plain";

    private final Version version;
    private final TypeNames names;
    private final Random random;
    private final boolean isSparse;
    private long count;

    /** @param isSparse whether some values are null, zero or empty */
    Values(Version version, Random random, boolean isSparse) {
        this.version = version;
        this.names = new TypeNames(version);
        this.random = random;
        this.isSparse = isSparse;
        this.count = 10 + random.nextInt(1000);
    }

    String value(Type type) {
        return value(type, 0);
    }

    /** Returns an expression of a value that is not null. */
    String present(Type type) {
        return present(type, 0);
    }

    private String value(Type type, int depth) {
        if (type instanceof Type.Single single && single.scalar().isPrimitive()) {
            boolean isZero = isSparse && random.nextBoolean();
            boolean isNull = isSparse && single.isBoxed() && random.nextInt(6) == 0;
            return isNull ? "null" : isZero ? single.scalar().zero() : present(type, depth);
        }
        if (type.onWire() != type) {
            return isAbsent(type, depth) ? empty(type) : present(type, depth);
        }
        return isAbsent(type, depth) ? "null" : present(type, depth);
    }

    private boolean isAbsent(Type type, int depth) {
        boolean isDeep = depth >= MAX_DEPTH && (type.onWire() instanceof Type.Named || type instanceof Type.Container);
        return isDeep || (isSparse && random.nextInt(5) == 0);
    }

    private String empty(Type type) {
        return type instanceof Type.Container container
                ? "java.util.Optional.<" + names.boxed(container.last()) + ">empty()"
                : names.of(type) + ".empty()";
    }

    private String present(Type type, int depth) {
        if (type instanceof Type.Single single) {
            return single.scalar().expression(++count);
        }
        if (type instanceof Type.Container container) {
            return container(container, depth);
        }
        Type.Named named = (Type.Named) type;
        Declaration declaration = version.declaration(named.id());
        return switch (declaration.form()) {
            case ENUM -> names.of(type) + "." + next(declaration).name();
            case SEALED, OPEN_SEALED ->
                present(Objects.requireNonNull(next(declaration).type()), depth);
            default ->
                "new " + names.of(type)
                        + list(declaration.bound(named.arguments()).stream()
                                .map(field -> value(Objects.requireNonNull(field.type()), depth + 1))
                                .toList());
        };
    }

    private Member next(Declaration declaration) {
        return declaration.members().get((int) (++count % declaration.members().size()));
    }

    private String container(Type.Container container, int depth) {
        Type element = container.last();
        String boxed = names.boxed(element);
        if (container.shape() == Shape.OPTIONAL) {
            return "java.util.Optional.<" + boxed + ">of(" + present(element, depth) + ")";
        }
        boolean isEmpty = depth >= MAX_DEPTH || (isSparse && random.nextInt(6) == 0);
        List<String> elements = new ArrayList<>();
        for (int i = 0; !isEmpty && i < length(element); i++) {
            if (container.shape() == Shape.MAP) {
                elements.add(present(container.parts().get(0), depth));
            }
            elements.add(element(container.shape(), element, depth + 1));
        }
        String values = list(elements);
        return switch (container.shape()) {
            case ARRAY -> "new " + names.of(element) + "[] {" + values.substring(1, values.length() - 1) + "}";
            case MAP -> PLAIN + ".<" + names.boxed(container.parts().get(0)) + ", " + boxed + ">map" + values;
            case SET ->
                "new java.util.LinkedHashSet<" + boxed + ">(java.util.Arrays.<" + boxed + ">asList" + values + ")";
            default -> "java.util.Arrays.<" + boxed + ">asList" + values;
        };
    }

    /** Collections of constants and leaves have them all, so that each that a peer does not know is met. */
    private int length(Type element) {
        Declaration declaration = element instanceof Type.Named named ? version.declaration(named.id()) : null;
        boolean isChoice = declaration != null
                && (declaration.form() == Declaration.Form.ENUM
                        || declaration.form().isSealed());
        return isChoice ? declaration.members().size() : 2;
    }

    private String element(Shape shape, Type type, int depth) {
        boolean isNull = isSparse && shape != Shape.SET && !type.isPrimitive() && random.nextInt(8) == 0;
        return isNull ? "(" + names.boxed(type) + ") null" : present(type, depth);
    }

    private static String list(List<String> expressions) {
        return expressions.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}

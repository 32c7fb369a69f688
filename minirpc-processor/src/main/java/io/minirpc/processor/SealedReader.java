package io.minirpc.processor;

import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.lock.BlockKind;
import io.minirpc.processor.lock.NumberedName;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Reads a sealed interface: its leaves, those of nested sealed interfaces included. */
final class SealedReader {
    /** A leaf with the arguments that the sealed type's imply. */
    private record Permitted(DeclaredType type, String jsonName, Schema.WireNumber number, Place place) {}

    private final JavaTypes java;
    private final Reporter reporter;
    private final Numbers numbers;

    SealedReader(JavaTypes java, Reporter reporter, Numbers numbers) {
        this.java = java;
        this.reporter = reporter;
        this.numbers = numbers;
    }

    /** Returns the leaves with their codecs, but for those that the arguments of the sealed type rule out. */
    List<MessageModel.Leaf> read(DeclaredType type, Place from, Scope scope, TypeReader typeReader) {
        List<MessageModel.Leaf> leaves = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Permitted permitted : subclassesFirst(permitted(type, from))) {
            DeclaredType leaf = permitted.type();
            boolean isFixing = fixesArguments(leaf, type);
            if (isFixing && !JavaTypes.usesVariables(type)) {
                continue;
            }
            CodecModel codec = typeReader.read(leaf, Encoding.VARINT, permitted.place(), scope);
            if (codec != null) {
                String name = unique(JavaTypes.element(leaf).getSimpleName().toString(), names);
                leaves.add(new MessageModel.Leaf(
                        name, permitted.jsonName(), permitted.number(), TypeName.get(leaf), codec, isFixing));
            }
        }
        return leaves;
    }

    /** Returns the leaves in an order in which the first that a value is an instance of is the nearest one. */
    private List<Permitted> subclassesFirst(List<Permitted> leaves) {
        List<Permitted> ordered = new ArrayList<>();
        for (Permitted leaf : leaves) {
            int at = 0;
            while (at < ordered.size() && !isSubclass(leaf, ordered.get(at))) {
                at++;
            }
            ordered.add(at, leaf);
        }
        return ordered;
    }

    private boolean isSubclass(Permitted leaf, Permitted other) {
        return java.supertype(leaf.type(), JavaTypes.element(other.type())) != null;
    }

    /**
     * Returns the leaves as the schema has them.
     *
     * @param places is told the place of each, by its name on the wire
     */
    List<Schema.Leaf> schema(DeclaredType type, Place from, KindReader kinds, BiConsumer<String, Place> places) {
        List<Schema.Leaf> leaves = new ArrayList<>();
        for (Permitted leaf : permitted(type, from)) {
            places.accept(leaf.jsonName(), leaf.place());
            leaves.add(new Schema.Leaf(leaf.number(), leaf.jsonName(), kinds.readNamed(leaf.type())));
        }
        return leaves;
    }

    private List<Permitted> permitted(DeclaredType type, Place from) {
        Set<TypeElement> elements = new LinkedHashSet<>();
        collect(JavaTypes.element(type), elements, from);
        if (elements.isEmpty()) {
            reporter.report(from, Problem.NO_LEAVES, JavaTypes.display(type));
        }
        List<NumberedName> names = names(elements, from);
        List<Schema.WireNumber> numbered =
                numbers.numbers(BlockKind.ONEOF, JavaTypes.name(JavaTypes.element(type)), names);
        List<Permitted> leaves = new ArrayList<>();
        FieldNumbers taken = new FieldNumbers(reporter);
        int at = 0;
        for (TypeElement element : elements) {
            Place place = place(element, from);
            String jsonName = names.get(at).name();
            Schema.WireNumber number = numbered.get(at++);
            taken.take(number.value(), JavaTypes.shortName(element), TypeFields.onAnnotation(element, place));
            DeclaredType leaf = leafType(element, type, place);
            if (leaf != null) {
                leaves.add(new Permitted(leaf, jsonName, number, place));
            }
        }
        return leaves;
    }

    private List<NumberedName> names(Set<TypeElement> leaves, Place from) {
        List<NumberedName> names = new ArrayList<>();
        Map<String, TypeElement> byJsonName = new HashMap<>();
        for (TypeElement leaf : leaves) {
            String name = jsonName(leaf, byJsonName, place(leaf, from));
            names.add(new NumberedName(name, TypeFields.number(leaf, names.size() + 1)));
        }
        return names;
    }

    /** Returns the name, or one like it where variables would be called the same. */
    private static String unique(String name, Set<String> taken) {
        String candidate = name;
        for (int i = 2; !taken.add(Names.lowerFirst(candidate)); i++) {
            candidate = name + i;
        }
        return candidate;
    }

    private String jsonName(TypeElement leaf, Map<String, TypeElement> byJsonName, Place place) {
        String name = new TypeFields(java, reporter).name(leaf, place);
        TypeElement other = byJsonName.putIfAbsent(name.toLowerCase(Locale.ROOT), leaf);
        if (other != null) {
            Place onAnnotation = TypeFields.onAnnotation(leaf, place);
            reporter.report(onAnnotation, Problem.DUPLICATE_LEAF, name, JavaTypes.shortName(other));
        }
        return name;
    }

    private void collect(TypeElement sealed, Set<TypeElement> leaves, Place from) {
        for (TypeElement element : permitted(sealed)) {
            if (java.missing().keepWaiting(element, place(element, from), reporter)) {
                continue;
            }
            boolean isSealed = JavaTypes.is(element, Modifier.SEALED);
            if (element.getKind() == ElementKind.INTERFACE && isSealed) {
                collect(element, leaves, from);
            } else if (isLeaf(element) && !isSealed) {
                leaves.add(element);
            } else {
                reporter.report(
                        place(element, from),
                        Problem.SEALED_LEAF,
                        JavaTypes.shortName(sealed),
                        JavaTypes.shortName(element),
                        kind(element),
                        instead(element));
            }
        }
    }

    /**
     * Returns the permitted types, in the order of their declaration where one top-level type holds them all. Without
     * {@code permits}, javac has them in the order in which it came across them, which depends on other files.
     */
    private List<TypeElement> permitted(TypeElement sealed) {
        List<TypeElement> permitted = new ArrayList<>();
        for (TypeMirror type : sealed.getPermittedSubclasses()) {
            if (type instanceof DeclaredType declared) {
                permitted.add(JavaTypes.element(declared));
            }
        }
        TypeElement outermost = JavaTypes.outermost(sealed);
        boolean isInOneType =
                permitted.stream().allMatch(type -> JavaTypes.outermost(type).equals(outermost));
        if (isInOneType && java.isSource(sealed)) {
            List<TypeElement> declared = JavaTypes.nested(outermost);
            permitted.sort(Comparator.comparingInt(declared::indexOf));
        }
        return permitted;
    }

    private static String kind(TypeElement element) {
        String kind = element.getKind().name().toLowerCase(Locale.ROOT);
        if (JavaTypes.is(element, Modifier.SEALED)) {
            return "a sealed " + kind;
        }
        if (element.getKind() == ElementKind.CLASS) {
            return "an abstract class";
        }
        return element.getKind() == ElementKind.ENUM ? "an enum" : "an open " + kind;
    }

    /** Returns what to permit in place of a type. */
    private static String instead(TypeElement element) {
        if (element.getKind() == ElementKind.ENUM) {
            return "a record with a field of that enum instead";
        }
        boolean isSealedClass = element.getKind() == ElementKind.CLASS && JavaTypes.is(element, Modifier.SEALED);
        return isSealedClass
                ? "its subclasses instead, and let them implement the interface"
                : "records, beans and sealed interfaces only";
    }

    private static boolean isLeaf(TypeElement element) {
        return element.getKind() == ElementKind.RECORD
                || (element.getKind() == ElementKind.CLASS && !JavaTypes.is(element, Modifier.ABSTRACT));
    }

    /**
     * Returns whether the leaf belongs to the sealed type with other arguments. For Eclipse, it is a subtype even so.
     */
    private boolean fixesArguments(DeclaredType leaf, DeclaredType sealed) {
        DeclaredType supertype = java.supertype(leaf, JavaTypes.element(sealed));
        for (int i = 0; supertype != null && i < supertype.getTypeArguments().size(); i++) {
            TypeMirror own = supertype.getTypeArguments().get(i);
            if (!java.types.isSameType(own, sealed.getTypeArguments().get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the leaf with the arguments that the sealed type's imply: {@code Ok<User>} for {@code Result<User>}. */
    private @Nullable DeclaredType leafType(TypeElement leaf, DeclaredType sealed, Place place) {
        List<? extends TypeParameterElement> parameters = leaf.getTypeParameters();
        if (parameters.isEmpty()) {
            return (DeclaredType) leaf.asType();
        }
        DeclaredType supertype = java.supertype((DeclaredType) leaf.asType(), JavaTypes.element(sealed));
        Map<String, TypeMirror> known = new HashMap<>();
        for (int i = 0; supertype != null && i < supertype.getTypeArguments().size(); i++) {
            if (supertype.getTypeArguments().get(i) instanceof TypeVariable variable) {
                known.put(
                        variable.asElement().getSimpleName().toString(),
                        sealed.getTypeArguments().get(i));
            }
        }
        List<TypeMirror> arguments = new ArrayList<>();
        for (TypeParameterElement parameter : parameters) {
            String name = parameter.getSimpleName().toString();
            TypeMirror argument = known.get(name);
            if (argument == null) {
                String from = JavaTypes.display(JavaTypes.element(sealed).asType());
                String shown = leaf.getSimpleName().toString();
                reporter.report(place, Problem.OPEN_LEAF, name, shown, shown, from);
                return null;
            }
            arguments.add(argument);
        }
        return java.types.getDeclaredType(leaf, arguments.toArray(TypeMirror[]::new));
    }

    private Place place(TypeElement leaf, Place from) {
        String label = JavaTypes.shortName(leaf);
        return java.isSource(leaf) ? Place.of(leaf, label) : from.through(label);
    }
}

package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.ScalarKind;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import org.jspecify.annotations.Nullable;

/** Finds the codec of a type, or reports why there can't be one. Answers null once it has reported something. */
final class TypeReader {
    /** The number of times that a type may lead to itself with longer arguments before that counts as endless. */
    private static final int MAX_INSTANCES = 4;

    private final JavaTypes java;
    private final Reporter reporter;
    private final EnumReader enumReader;
    private final CodecHome home;
    private final UnsupportedTypes unsupported;

    TypeReader(Reading reading, CodecHome home) {
        this.java = reading.java();
        this.reporter = reading.reporter();
        this.enumReader = new EnumReader(reading);
        this.home = home;
        this.unsupported = new UnsupportedTypes(java, reporter);
    }

    /** Reads the type of a property, parameter or result. */
    @Nullable
    CodecModel read(TypeMirror type, Encoding encoding, Place place, Scope scope) {
        if (encoding != Encoding.VARINT && !hasWholeNumbers(type)) {
            reporter.report(place, Problem.BAD_ENCODING, JavaTypes.display(type));
            return null;
        }
        return codec(type, encoding, place, scope);
    }

    private @Nullable CodecModel codec(TypeMirror type, Encoding encoding, Place place, Scope scope) {
        if (type instanceof PrimitiveType) {
            return new CodecModel.Primitive(PrimitiveKind.of(type.getKind()), encoding, TypeName.get(type));
        }
        if (type.getKind() == TypeKind.ERROR) {
            reporter.unresolved(place, type.toString());
            return null;
        }
        if (type instanceof ArrayType array) {
            return array(array, encoding, place, scope);
        }
        if (type instanceof TypeVariable variable) {
            CodecModel known = scope.variable(variable);
            if (known == null) {
                reporter.report(place, Problem.TYPE_VARIABLE, JavaTypes.display(type));
            }
            return known;
        }
        if (type instanceof DeclaredType declared) {
            return declared(declared, encoding, place, scope);
        }
        reporter.report(place, Problem.UNSUPPORTED_TYPE, JavaTypes.display(type), "use a concrete type instead");
        return null;
    }

    private @Nullable CodecModel array(ArrayType type, Encoding encoding, Place place, Scope scope) {
        TypeMirror component = type.getComponentType();
        TypeName name = TypeName.get(type);
        if (component.getKind().isPrimitive()) {
            return primitiveArray(name, PrimitiveKind.of(component.getKind()).scalar(encoding));
        }
        if (isGeneric(component)) {
            reporter.report(place, Problem.GENERIC_ARRAY, JavaTypes.display(component), JavaTypes.display(component));
            return null;
        }
        CodecModel part = codec(component, encoding, place, scope);
        return part == null
                ? null
                : new CodecModel.Composite(
                        name, CodecModel.Factory.ARRAY, List.of(part), CodeBlock.of("$T::new", name));
    }

    /** Returns the codec of an array of primitives. */
    static CodecModel primitiveArray(TypeName type, ScalarKind element) {
        return switch (element) {
            case INT8 -> new CodecModel.Scalar(type, ScalarKind.BYTES);
            case CHAR -> new CodecModel.Scalar(type, ScalarKind.CHARS);
            default -> new CodecModel.PrimitiveArray(type, element);
        };
    }

    private static boolean isGeneric(TypeMirror component) {
        if (component instanceof ArrayType array) {
            return isGeneric(array.getComponentType());
        }
        boolean hasArguments = component instanceof DeclaredType declared
                && !declared.getTypeArguments().isEmpty();
        return hasArguments || component.getKind() == TypeKind.TYPEVAR;
    }

    private @Nullable CodecModel declared(DeclaredType type, Encoding encoding, Place place, Scope scope) {
        String name = JavaTypes.name(JavaTypes.element(type));
        CodecModel single = single(TypeName.get(type), name, encoding);
        if (single != null) {
            return single;
        }
        if (unsupported.isGenericMisuse(type, place)) {
            return null;
        }
        KnownTypes.Container container = KnownTypes.container(name);
        if (container == null) {
            return own(type, place, scope);
        }
        return container.shape() == KnownTypes.Shape.OPTIONAL
                ? optional(type, container, encoding, place, scope)
                : container(type, container, encoding, place, scope);
    }

    private static @Nullable CodecModel single(TypeName type, String name, Encoding encoding) {
        ScalarKind scalar = KnownTypes.scalar(name);
        if (scalar != null) {
            return new CodecModel.Scalar(type, Encodings.encoded(scalar, encoding));
        }
        ScalarKind value = KnownTypes.optional(name);
        if (value != null) {
            return new CodecModel.PrimitiveOptional(type, value);
        }
        return KnownTypes.isNothing(name) ? new CodecModel.Nothing(type) : null;
    }

    private @Nullable CodecModel optional(
            DeclaredType type, KnownTypes.Container container, Encoding encoding, Place place, Scope scope) {
        TypeMirror first = type.getTypeArguments().get(0);
        CodecModel value = codec(first, encoding, place, scope);
        if (value instanceof CodecModel.Composite composite && composite.isOptional()) {
            reporter.report(place, Problem.NESTED_OPTIONAL);
            return null;
        }
        return value == null
                ? null
                : new CodecModel.Composite(
                        TypeName.get(type), container.factory(), List.of(value), container.supplier());
    }

    private @Nullable CodecModel container(
            DeclaredType type, KnownTypes.Container container, Encoding encoding, Place place, Scope scope) {
        Place inside = place.through(JavaTypes.display(type));
        List<CodecModel> parts = new ArrayList<>();
        for (TypeMirror argument : type.getTypeArguments()) {
            CodecModel part = codec(argument, encoding, inside, scope);
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        TypeMirror first = type.getTypeArguments().get(0);
        if (container.shape() == KnownTypes.Shape.MAP && !parts.get(0).isScalar()) {
            reporter.report(place, Problem.MAP_KEY, JavaTypes.display(first));
            return null;
        }
        String unsorted = container.unsorted();
        if (unsorted != null && !java.isSubtype(first, "java.lang.Comparable")) {
            String sorting = JavaTypes.element(type).getSimpleName().toString();
            reporter.report(place, Problem.NOT_COMPARABLE, sorting, JavaTypes.display(first), unsorted);
            return null;
        }
        return new CodecModel.Composite(TypeName.get(type), container.factory(), parts, container.supplier());
    }

    /** Returns the generated codec of a message or enum. */
    private @Nullable CodecModel own(DeclaredType type, Place place, Scope scope) {
        TypeElement element = JavaTypes.element(type);
        if (java.missing().keepWaiting(element, place, reporter)) {
            return null;
        }
        if (unsupported.isUnsupported(type, home.packageName(), place)) {
            return null;
        }
        boolean isEnum = element.getKind() == ElementKind.ENUM;
        ClassName codec = java.ownedCodec(element);
        if (codec == null && isEnum) {
            EnumModel values = enumReader.read(element, place);
            return values == null ? null : new CodecModel.Enumeration(TypeName.get(type), values);
        }
        boolean isGeneric = codec != null || JavaTypes.usesVariables(type);
        List<CodecModel> arguments = isGeneric ? arguments(type, place, scope) : List.of();
        if (arguments == null) {
            return null;
        }
        if (codec == null) {
            DeclaredType read = isGeneric ? (DeclaredType) element.asType() : type;
            List<DeclaredType> chain = scope.chainWith(read);
            if (chain.stream().filter(instance -> isShorter(instance, read)).count() >= MAX_INSTANCES) {
                String name = JavaTypes.shortName(element);
                reporter.report(place, Problem.INFINITE_TYPE, name, name);
                return null;
            }
            codec = home.codecOf(read, place, chain);
        }
        boolean isCyclic = !isEnum && scope.owner() != null && TypeGraph.leads(element, scope.owner());
        return new CodecModel.Reference(TypeName.get(type), codec, arguments, !isEnum, isCyclic);
    }

    /** Returns whether both are instances of one type, and an argument of the longer one contains one of the other. */
    private boolean isShorter(DeclaredType type, DeclaredType longer) {
        return type.asElement().equals(longer.asElement())
                && type.getTypeArguments().stream()
                        .anyMatch(part -> longer.getTypeArguments().stream().anyMatch(whole -> contains(whole, part)));
    }

    private boolean contains(TypeMirror whole, TypeMirror part) {
        return parts(whole).stream().anyMatch(each -> java.types.isSameType(each, part) || contains(each, part));
    }

    private static List<? extends TypeMirror> parts(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return List.of(array.getComponentType());
        }
        return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
    }

    private @Nullable List<CodecModel> arguments(DeclaredType type, Place place, Scope scope) {
        Place inside = place.through(JavaTypes.display(type));
        TypeElement element = JavaTypes.element(type);
        List<CodecModel> arguments = new ArrayList<>();
        for (int i = 0; i < type.getTypeArguments().size(); i++) {
            TypeMirror argument = type.getTypeArguments().get(i);
            CodecModel codec = codec(argument, Encoding.VARINT, inside, scope);
            if (codec == null) {
                return null;
            }
            if (MapKeys.usesAsKey(element, i) && !codec.isScalar()) {
                reporter.report(place, Problem.MAP_KEY, JavaTypes.display(argument));
                return null;
            }
            arguments.add(codec);
        }
        return List.copyOf(arguments);
    }

    private static boolean hasWholeNumbers(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return hasWholeNumbers(array.getComponentType());
        }
        if (type instanceof DeclaredType declared) {
            String name = JavaTypes.name(JavaTypes.element(declared));
            ScalarKind scalar = KnownTypes.scalar(name);
            return (scalar != null && Encodings.apply(scalar))
                    || (KnownTypes.container(name) != null
                            && declared.getTypeArguments().stream().anyMatch(TypeReader::hasWholeNumbers));
        }
        return type.getKind() == TypeKind.INT || type.getKind() == TypeKind.LONG;
    }
}

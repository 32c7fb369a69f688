package io.minirpc.processor;

import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.ScalarKind;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** Reads the kinds of types that {@link TypeReader} takes. */
final class KindReader {
    private final Consumer<TypeElement> named;

    /** @param named takes the messages, enums and sealed interfaces that come up */
    KindReader(Consumer<TypeElement> named) {
        this.named = named;
    }

    /** Returns the kind of a field, parameter or reply; of a type that can't travel one that has only its name. */
    Kind read(TypeMirror type, Encoding encoding) {
        if (type.getKind() == TypeKind.VOID) {
            return new Kind.Nothing();
        }
        if (type instanceof PrimitiveType) {
            return primitive(type, encoding);
        }
        if (type instanceof ArrayType array) {
            return array(array.getComponentType(), encoding);
        }
        if (type instanceof TypeVariable variable) {
            return variable((TypeParameterElement) variable.asElement());
        }
        return type.getKind() == TypeKind.DECLARED && type instanceof DeclaredType declared && !isRaw(declared)
                ? declared(declared, encoding)
                : new Kind.Named(type.toString(), List.of());
    }

    private static boolean isRaw(DeclaredType type) {
        return type.getTypeArguments().isEmpty()
                && !JavaTypes.element(type).getTypeParameters().isEmpty();
    }

    /** Returns the kind of a message, enum or sealed interface. */
    Kind.Named readNamed(DeclaredType type) {
        TypeElement element = JavaTypes.element(type);
        named.accept(element);
        return new Kind.Named(JavaTypes.name(element), parts(type, Encoding.VARINT));
    }

    private static Kind.Scalar primitive(TypeMirror type, Encoding encoding) {
        return new Kind.Scalar(PrimitiveKind.of(type.getKind()).scalar(encoding));
    }

    private Kind array(TypeMirror component, Encoding encoding) {
        return switch (component.getKind()) {
            case BYTE -> new Kind.Scalar(ScalarKind.BYTES);
            case CHAR -> new Kind.Scalar(ScalarKind.CHARS);
            default -> new Kind.ListOf(part(component, encoding));
        };
    }

    private static Kind variable(TypeParameterElement variable) {
        TypeElement declaring = (TypeElement) variable.getGenericElement();
        return new Kind.Variable(declaring.getTypeParameters().indexOf(variable) + 1);
    }

    private Kind declared(DeclaredType type, Encoding encoding) {
        String name = JavaTypes.name(JavaTypes.element(type));
        ScalarKind scalar = KnownTypes.scalar(name);
        if (scalar != null) {
            Kind.Scalar value = new Kind.Scalar(Encodings.encoded(scalar, encoding));
            return value.kind().isPrimitive() ? new Kind.Optional(value) : value;
        }
        ScalarKind value = KnownTypes.optional(name);
        if (value != null) {
            return new Kind.Optional(new Kind.Scalar(value));
        }
        if (KnownTypes.isNothing(name)) {
            return new Kind.Nothing();
        }
        KnownTypes.Container container = KnownTypes.container(name);
        return container == null ? readNamed(type) : container(type, container, encoding);
    }

    private Kind container(DeclaredType type, KnownTypes.Container container, Encoding encoding) {
        if (container.shape() == KnownTypes.Shape.OPTIONAL) {
            return read(type.getTypeArguments().get(0), encoding);
        }
        List<Kind> parts = parts(type, encoding);
        return switch (container.shape()) {
            case SET -> new Kind.SetOf(parts.get(0));
            case MAP -> new Kind.MapOf(parts.get(0), parts.get(1));
            default -> new Kind.ListOf(parts.get(0));
        };
    }

    private List<Kind> parts(DeclaredType type, Encoding encoding) {
        return type.getTypeArguments().stream()
                .map(argument -> part(argument, encoding))
                .toList();
    }

    /** Returns the kind of a value inside others, of which none is absent. */
    private Kind part(TypeMirror type, Encoding encoding) {
        Kind kind = read(type, encoding);
        return kind instanceof Kind.Optional optional ? optional.value() : kind;
    }
}

package io.minirpc.processor;

import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * Reads the schema of one interface or message: the kinds of its values, and the declarations of the types that they
 * lead to, up to those that have codecs of their own. Reports nothing, since the readers of codecs do, and is of no use
 * where they have.
 */
final class SchemaReader {
    private static final Comparator<Schema.Declaration> BY_NAME =
            Comparator.comparing(declaration -> declaration.type().text());

    private final JavaTypes java;
    private final TypeElement root;
    private final Reporter reporter;
    private final Reporter silent = new Reporter();
    private final KindReader kinds;
    private final List<Schema.Declaration> declarations = new ArrayList<>();
    private final Set<TypeElement> known = new HashSet<>();
    private final Deque<TypeElement> unread = new ArrayDeque<>();
    private final Deque<TypeElement> unreadBehind = new ArrayDeque<>();

    /**
     * @param root the interface or message that the schema is of
     * @param reporter is told of types that another processor may still be writing
     */
    SchemaReader(JavaTypes java, TypeElement root, Reporter reporter) {
        this.java = java;
        this.root = root;
        this.reporter = reporter;
        this.kinds = new KindReader(this::add, type -> {});
    }

    Kind read(TypeMirror type) {
        return kinds.read(type, Encoding.VARINT);
    }

    /**
     * Returns the kind of a reply, which is a value or nothing whatever its Java type: the zero of {@code int} is
     * written, so it is one thing with the {@code Integer} of an asynchronous interface.
     */
    Kind readReply(TypeMirror type) {
        Kind kind = read(type);
        return kind instanceof Kind.Optional optional ? optional.value() : kind;
    }

    List<Schema.Field> read(List<FieldReader.Part> parts) {
        return FieldReader.schema(parts, kinds);
    }

    /** Adds a declared exception. */
    void addFailure(DeclaredType type, String name, List<FieldReader.Part> parts) {
        declarations.add(new Schema.Failure(readException(type), name, java.superclasses(type), read(parts)));
    }

    /** Returns the kind of a declared exception. */
    Kind.Named readException(DeclaredType type) {
        return new Kind.Named(JavaTypes.name(JavaTypes.element(type)), List.of());
    }

    /** Returns the schema of an interface whose methods have been read. */
    Schema ofInterface(String service, List<Schema.Method> methods) {
        return new Schema(JavaTypes.name(root), new Schema.Service(service, methods), readDeclarations());
    }

    /** Returns the schema of a message. */
    Schema ofMessage() {
        declarations.add(declaration(root, Schema.Home.OWNED));
        return new Schema(JavaTypes.name(root), null, readDeclarations());
    }

    private void add(TypeElement type) {
        if (!type.equals(root) && known.add(type)) {
            unread.add(type);
        }
    }

    /**
     * Returns the declarations of the types that an interface leads to only by types with codecs of their own. To be
     * called after {@link #ofInterface}.
     */
    List<Schema.Declaration> readBehind() {
        List<Schema.Declaration> behind = new ArrayList<>();
        while (!unreadBehind.isEmpty() && !reporter.hasErrors()) {
            TypeElement next = unreadBehind.remove();
            if (known.add(next)) {
                behind.add(declaration(next, Schema.Home.IMPORTED));
            }
        }
        reporter.waitLike(silent);
        return behind;
    }

    private List<Schema.Declaration> readDeclarations() {
        while (!unread.isEmpty() && !reporter.hasErrors()) {
            TypeElement next = unread.remove();
            boolean isImported = java.ownedCodec(next) != null;
            declarations.add(declaration(next, isImported ? Schema.Home.IMPORTED : Schema.Home.NESTED));
        }
        reporter.waitLike(silent);
        return declarations.stream().sorted(BY_NAME).toList();
    }

    private Schema.Declaration declaration(TypeElement element, Schema.Home home) {
        DeclaredType type = (DeclaredType) element.asType();
        Place place = Place.of(element, JavaTypes.shortName(element));
        Kind.Named name = new Kind.Named(JavaTypes.name(element), variables(element));
        KindReader inside = new KindReader(
                home == Schema.Home.IMPORTED ? unreadBehind::add : this::add,
                missing -> awaited(missing, element, place));
        if (element.getKind() == ElementKind.ENUM) {
            return new Schema.Enumeration(name, home, EnumReader.constants(element));
        }
        if (element.getKind() == ElementKind.INTERFACE) {
            return new Schema.OneOf(name, home, new SealedReader(java, silent).schema(type, place, inside));
        }
        List<FieldReader.Part> parts = new PartReader(java, silent).read(type, place);
        return new Schema.Message(name, home, FieldReader.schema(parts, inside));
    }

    /** Notes a type that another processor may still write, unless a class file mentions it. */
    private void awaited(TypeMirror missing, TypeElement in, Place place) {
        if (java.isSource(in)) {
            silent.unresolved(place, missing.toString());
        }
    }

    private static List<Kind> variables(TypeElement element) {
        List<Kind> variables = new ArrayList<>();
        while (variables.size() < element.getTypeParameters().size()) {
            variables.add(new Kind.Variable(variables.size() + 1));
        }
        return variables;
    }
}

package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcField.Encoding;
import io.minirpc.processor.lock.BlockKind;
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

    /** A type that is reached only by types with codecs of their own, and the numbers of those codecs. */
    private record Behind(TypeElement type, Numbers numbers) {}

    private final JavaTypes java;
    private final TypeElement root;
    private final Reporter reporter;
    private final Numbers numbers;
    private final Places places;
    private final Reporter silent = new Reporter();
    private final KindReader kinds;
    private final List<Schema.Declaration> declarations = new ArrayList<>();
    private final Set<TypeElement> known = new HashSet<>();
    private final Deque<TypeElement> unread = new ArrayDeque<>();
    private final Deque<Behind> unreadBehind = new ArrayDeque<>();

    /**
     * @param reading whose reporter is told of types that another processor may still be writing
     * @param root the interface or message that the schema is of
     */
    SchemaReader(Reading reading, TypeElement root) {
        this.java = reading.java();
        this.root = root;
        this.reporter = reading.reporter();
        this.numbers = reading.lock()::numbers;
        this.places = new Places(java, Place.of(root, JavaTypes.shortName(root)));
        this.kinds = new KindReader(this::add);
    }

    /** Returns the places of what has been read so far. */
    Places places() {
        return places;
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

    /**
     * Returns the fields of a method or an exception.
     *
     * @param key that of what they belong to
     */
    List<Schema.Field> read(String key, List<FieldReader.Part> parts, List<Schema.WireNumber> numbered) {
        parts.forEach(part -> places.put(key + "." + part.jsonName(), part.place()));
        return FieldReader.schema(parts, numbered, kinds);
    }

    /** Adds a declared exception. */
    void addFailure(
            DeclaredType type,
            String name,
            List<FieldReader.Part> parts,
            List<Schema.WireNumber> numbered,
            Place place) {
        Kind.Named exception = readException(type);
        places.put(exception.name(), place);
        declarations.add(
                new Schema.Failure(exception, name, java.superclasses(type), read(exception.name(), parts, numbered)));
    }

    /** Returns the kind of a declared exception. */
    Kind.Named readException(DeclaredType type) {
        return new Kind.Named(JavaTypes.name(JavaTypes.element(type)), List.of());
    }

    /** Returns the schema of an interface whose methods have been read. */
    Schema ofInterface(Schema.Service service) {
        return new Schema(JavaTypes.name(root), service, readDeclarations());
    }

    /** Returns the schema of a message. */
    Schema ofMessage() {
        declarations.add(declaration(root, Schema.Home.OWNED, numbers));
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
            Behind next = unreadBehind.remove();
            if (known.add(next.type())) {
                behind.add(declaration(next.type(), Schema.Home.IMPORTED, next.numbers()));
            }
        }
        reporter.waitLike(silent);
        return behind;
    }

    private List<Schema.Declaration> readDeclarations() {
        while (!unread.isEmpty() && !reporter.hasErrors()) {
            TypeElement next = unread.remove();
            boolean isImported = java.ownedCodec(next) != null;
            declarations.add(declaration(next, isImported ? Schema.Home.IMPORTED : Schema.Home.NESTED, numbers));
        }
        reporter.waitLike(silent);
        return declarations.stream().sorted(BY_NAME).toList();
    }

    /** @param around those of the codec that leads to the type */
    private Schema.Declaration declaration(TypeElement element, Schema.Home home, Numbers around) {
        DeclaredType type = (DeclaredType) element.asType();
        Place place = Place.of(element, JavaTypes.shortName(element));
        String key = JavaTypes.name(element);
        Kind.Named name = new Kind.Named(key, variables(element));
        if (java.missing().isIncomplete(element)) {
            silent.awaitTypes();
            return new Schema.Message(name, home, List.of());
        }
        Numbers own = home == Schema.Home.IMPORTED ? imported(element, around) : around;
        KindReader inside = new KindReader(
                home == Schema.Home.IMPORTED ? mentioned -> unreadBehind.add(new Behind(mentioned, own)) : this::add);
        places.put(key, place);
        if (element.getKind() == ElementKind.ENUM) {
            EnumReader.elements(element)
                    .forEach(constant -> places.put(key + "." + EnumReader.text(constant), place.to(constant)));
            return new Schema.Enumeration(name, home, EnumReader.constants(element, own));
        }
        if (element.getKind() == ElementKind.INTERFACE) {
            SealedReader reader = new SealedReader(java, silent, own);
            return new Schema.OneOf(
                    name, home, reader.schema(type, place, inside, (leaf, at) -> places.put(key + "." + leaf, at)));
        }
        List<FieldReader.Part> parts = new PartReader(java, silent).read(type, place);
        parts.forEach(part -> places.put(key + "." + part.jsonName(), part.place()));
        List<Schema.WireNumber> numbered = own.numbers(BlockKind.MESSAGE, key, FieldReader.names(parts));
        return new Schema.Message(name, home, FieldReader.schema(parts, numbered, inside));
    }

    /** Returns the numbers of a codec that another type owns: those it was compiled with, or is being compiled with. */
    private Numbers imported(TypeElement element, Numbers around) {
        ClassName codec = java.ownedCodec(element);
        if (codec == null) {
            return around;
        }
        TypeElement compiled = java.isSource(element) ? null : java.elements.getTypeElement(codec.canonicalName());
        return compiled == null ? numbers : new CodecNumbers(compiled);
    }

    private static List<Kind> variables(TypeElement element) {
        List<Kind> variables = new ArrayList<>();
        while (variables.size() < element.getTypeParameters().size()) {
            variables.add(new Kind.Variable(variables.size() + 1));
        }
        return variables;
    }
}

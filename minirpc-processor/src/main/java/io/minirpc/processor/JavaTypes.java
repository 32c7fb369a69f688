package io.minirpc.processor;

import com.palantir.javapoet.ClassName;
import io.minirpc.annotation.RpcMessage;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Questions about types that the language model answers only in several steps. */
final class JavaTypes {
    /** The classes of java.lang that generated code uses, other than those in the signatures it repeats. */
    private static final List<String> IMPLICIT = List.of(
            "Override",
            "SuppressWarnings",
            "AssertionError",
            "String",
            "Void",
            "Boolean",
            "Byte",
            "Short",
            "Character",
            "Integer",
            "Long",
            "Float",
            "Double");

    private static final Set<String> HASH_KEYS = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Character",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.String",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.UUID");

    final Elements elements;
    final Types types;
    private final Set<String> sources;
    private final MissingTypes missing = new MissingTypes(this);

    /** @param sources the top-level types being compiled, by name */
    JavaTypes(Elements elements, Types types, Set<String> sources) {
        this.elements = elements;
        this.types = types;
        this.sources = sources;
    }

    MissingTypes missing() {
        return missing;
    }

    /** Tells whether an element is being compiled, so that errors can be put on it, or comes from a class file. */
    boolean isSource(Element element) {
        // Eclipse knows of some parameters not what they belong to.
        return outer(element) instanceof TypeElement type
                && sources.contains(type.getQualifiedName().toString());
    }

    static TypeElement outermost(Element element) {
        return (TypeElement) outer(element);
    }

    private static Element outer(Element element) {
        Element current = element;
        while (current.getEnclosingElement() != null
                && current.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            current = current.getEnclosingElement();
        }
        return current;
    }

    /** Returns all types in a type, in the order of their declaration. */
    static List<TypeElement> nested(TypeElement type) {
        List<TypeElement> nested = new ArrayList<>();
        for (TypeElement inside : ElementFilter.typesIn(type.getEnclosedElements())) {
            nested.add(inside);
            nested.addAll(nested(inside));
        }
        return nested;
    }

    PackageElement packageOf(Element element) {
        return elements.getPackageOf(element);
    }

    static TypeElement element(DeclaredType type) {
        return (TypeElement) type.asElement();
    }

    static String name(TypeElement element) {
        return element.getQualifiedName().toString();
    }

    /** Returns the simple names from the outermost type on: {@code Outer.Inner}. */
    static String shortName(TypeElement element) {
        Element enclosing = element.getEnclosingElement();
        return enclosing instanceof TypeElement outer
                ? shortName(outer) + "." + element.getSimpleName()
                : element.getSimpleName().toString();
    }

    /** Returns the type as a person would write it, with simple names: {@code Map<String, User>}. */
    static String display(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED, ERROR -> {
                DeclaredType declared = (DeclaredType) type;
                String arguments = declared.getTypeArguments().stream()
                        .map(JavaTypes::display)
                        .collect(Collectors.joining(", "));
                yield shortName(element(declared)) + (arguments.isEmpty() ? "" : "<" + arguments + ">");
            }
            case ARRAY -> display(((ArrayType) type).getComponentType()) + "[]";
            case TYPEVAR -> ((TypeVariable) type).asElement().getSimpleName().toString();
            case WILDCARD -> {
                WildcardType wildcard = (WildcardType) type;
                TypeMirror upper = wildcard.getExtendsBound();
                TypeMirror lower = wildcard.getSuperBound();
                yield upper != null ? "? extends " + display(upper) : lower != null ? "? super " + display(lower) : "?";
            }
            default ->
                type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID
                        ? type.getKind().name().toLowerCase(Locale.ROOT)
                        : type.toString();
        };
    }

    /** Returns a method with the types of its parameters: {@code find(String, int)}. */
    static String signature(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> display(parameter.asType()))
                .collect(Collectors.joining(", ", method.getSimpleName() + "(", ")"));
    }

    static @Nullable AnnotationMirror annotation(Element element, Class<? extends Annotation> type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (name(element(mirror.getAnnotationType())).equals(type.getName())) {
                return mirror;
            }
        }
        return null;
    }

    static boolean has(Element element, Class<? extends Annotation> type) {
        return annotation(element, type) != null;
    }

    static boolean is(Element element, Modifier modifier) {
        return element.getModifiers().contains(modifier);
    }

    /**
     * Returns the codec of an annotated type, being generated in this compilation or there since an earlier one; null
     * where the type has none of its own.
     */
    @Nullable
    ClassName ownedCodec(TypeElement element) {
        ClassName codec = has(element, RpcMessage.class) ? Names.beside(element, "Codec") : null;
        boolean exists = codec != null && (isSource(element) || elements.getTypeElement(codec.canonicalName()) != null);
        return exists ? codec : null;
    }

    /** Tells whether a type is a record with a canonical constructor in its source, which may refuse values. */
    boolean hasOwnConstructor(@Nullable TypeElement type) {
        if (type == null || type.getKind() != ElementKind.RECORD) {
            return false;
        }
        List<TypeMirror> components = type.getRecordComponents().stream()
                .map(component -> types.erasure(component.asType()))
                .toList();
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(constructor -> elements.getOrigin(constructor) == Elements.Origin.EXPLICIT)
                .map(constructor -> constructor.getParameters().stream()
                        .map(parameter -> types.erasure(parameter.asType()))
                        .toList())
                .anyMatch(parameters -> isSame(parameters, components));
    }

    private boolean isSame(List<? extends TypeMirror> some, List<? extends TypeMirror> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> types.isSameType(some.get(i), others.get(i)));
    }

    /** Tells whether the element or a type around it is private. */
    static boolean isPrivate(Element element) {
        for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (is(e, Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether the type and all types around it are public. */
    static boolean isPublic(TypeElement element) {
        for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
            if (!is(e, Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }

    boolean isAccessible(TypeElement element, String fromPackage) {
        boolean samePackage = packageOf(element).getQualifiedName().contentEquals(fromPackage);
        return isPublic(element) || (samePackage && !isPrivate(element));
    }

    static boolean isInner(TypeElement element) {
        return element.getEnclosingElement() instanceof TypeElement && !is(element, Modifier.STATIC);
    }

    /** Returns the classes from the one below {@code Object} (or a class of the JDK) down to this one. */
    List<DeclaredType> hierarchy(DeclaredType type) {
        List<DeclaredType> chain = new ArrayList<>();
        TypeMirror current = type;
        while (current.getKind() == TypeKind.DECLARED && !isJdk(element((DeclaredType) current))) {
            chain.add((DeclaredType) current);
            current = superclass((DeclaredType) current);
        }
        Collections.reverse(chain);
        return chain;
    }

    /** Returns the classes from the one below {@code Throwable} down to this exception. */
    List<DeclaredType> throwables(DeclaredType type) {
        List<DeclaredType> chain = new ArrayList<>();
        TypeMirror current = type;
        while (current.getKind() == TypeKind.DECLARED
                && !name(element((DeclaredType) current)).equals("java.lang.Throwable")) {
            chain.add((DeclaredType) current);
            current = superclass((DeclaredType) current);
        }
        Collections.reverse(chain);
        return chain;
    }

    /** Returns the superclass with this type's arguments filled in. */
    private TypeMirror superclass(DeclaredType type) {
        for (TypeMirror supertype : types.directSupertypes(type)) {
            if (supertype.getKind() == TypeKind.DECLARED
                    && element((DeclaredType) supertype).getKind().isClass()) {
                return supertype;
            }
        }
        return types.getNoType(TypeKind.NONE);
    }

    static boolean isJdk(TypeElement element) {
        return isJdk(name(element));
    }

    static boolean isJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.");
    }

    boolean isSubtype(TypeMirror type, String supertype) {
        TypeElement element = elements.getTypeElement(supertype);
        return element != null && types.isSubtype(types.erasure(type), types.erasure(element.asType()));
    }

    /**
     * Tells whether calls can be spread by a value: whether it has a text form that is short and the same everywhere.
     */
    boolean isHashKey(TypeMirror type) {
        if (type.getKind().isPrimitive()) {
            return true;
        }
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        TypeElement element = element(declared);
        return element.getKind() == ElementKind.ENUM || HASH_KEYS.contains(name(element));
    }

    /** Tells whether an interface has exactly one abstract method, so that a lambda may implement it. */
    boolean isFunctional(TypeElement element) {
        return ElementFilter.methodsIn(elements.getAllMembers(element)).stream()
                        .filter(method -> is(method, Modifier.ABSTRACT))
                        .count()
                == 1;
    }

    static boolean usesVariables(TypeMirror type) {
        return switch (type.getKind()) {
            case TYPEVAR -> true;
            case ARRAY -> usesVariables(((ArrayType) type).getComponentType());
            case DECLARED -> ((DeclaredType) type).getTypeArguments().stream().anyMatch(JavaTypes::usesVariables);
            default -> false;
        };
    }

    /** Returns what a getter answers, or a field holds, in this type, whose arguments replace the type's variables. */
    TypeMirror memberType(DeclaredType in, Element member) {
        TypeMirror type = asMemberOf(in, member);
        return type instanceof ExecutableType method ? method.getReturnType() : type;
    }

    /**
     * Returns a method as this type inherits it, whose arguments replace the variables of the type that declares it.
     */
    ExecutableType method(DeclaredType in, ExecutableElement method) {
        return (ExecutableType) asMemberOf(in, method);
    }

    /** Asks the supertype that declares the member: asked for an inherited one, Eclipse may answer with a namesake. */
    private TypeMirror asMemberOf(DeclaredType in, Element member) {
        DeclaredType declaring = member.getEnclosingElement() instanceof TypeElement type ? supertype(in, type) : null;
        return types.asMemberOf(declaring == null ? in : declaring, member);
    }

    /**
     * Returns where to put an error about a property: on it, or where its type is used when that is in a class file or
     * gives the type arguments that matter.
     */
    Place property(DeclaredType owner, String name, Element element, Place from) {
        boolean hasArguments =
                owner.getTypeArguments().stream().anyMatch(argument -> argument.getKind() != TypeKind.TYPEVAR);
        DeclaredType declaration = (DeclaredType) element(owner).asType();
        boolean dependsOnUse = hasArguments && usesVariables(memberType(declaration, element));
        return isSource(element) && !dependsOnUse
                ? Place.of(element, shortName(element(owner)) + "." + name)
                : from.through(display(owner) + "." + name);
    }

    /** Returns where to put an error about a type: on it, or where it is used when it is in a class file. */
    Place onType(TypeElement type, Place from) {
        return isSource(type) ? Place.of(type, shortName(type)) : from;
    }

    /** Returns the supertype made from the given element, with this type's arguments, or null if there is none. */
    @Nullable
    DeclaredType supertype(DeclaredType type, TypeElement element) {
        if (element(type).equals(element)) {
            return type;
        }
        for (TypeMirror direct : types.directSupertypes(type)) {
            DeclaredType found = direct instanceof DeclaredType declared ? supertype(declared, element) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    boolean isChecked(TypeMirror exception) {
        return !isSubtype(exception, "java.lang.RuntimeException") && !isSubtype(exception, "java.lang.Error");
    }

    /** Returns how many superclasses a class has. */
    int depth(DeclaredType type) {
        int depth = 0;
        for (TypeMirror t = type; t.getKind() == TypeKind.DECLARED; t = superclass((DeclaredType) t)) {
            depth++;
        }
        return depth;
    }

    /** Returns the names of the superclasses of a class, the nearest first, without {@code Object}. */
    List<String> superclasses(DeclaredType type) {
        List<String> names = new ArrayList<>();
        for (TypeMirror t = superclass(type); t.getKind() == TypeKind.DECLARED; t = superclass((DeclaredType) t)) {
            names.add(name(element((DeclaredType) t)));
        }
        names.remove("java.lang.Object");
        return names;
    }

    /** Tells whether a stub has the method from {@code Object} already, so that it can't be a remote one. */
    boolean isMethodOfObject(ExecutableElement method) {
        TypeElement object = elements.getTypeElement("java.lang.Object");
        return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .anyMatch(inherited -> inherited.getSimpleName().equals(method.getSimpleName())
                        && types.isSubsignature((ExecutableType) method.asType(), (ExecutableType) inherited.asType()));
    }

    /**
     * Tells whether null-analysing tools look at the code around a type, as JSpecify's {@code @NullMarked} asks for.
     */
    boolean isNullMarked(TypeElement element) {
        for (Element e = element; e != null; e = e.getEnclosingElement()) {
            for (AnnotationMirror mirror : e.getAnnotationMirrors()) {
                if (name(element(mirror.getAnnotationType())).equals("org.jspecify.annotations.NullMarked")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Tells whether Lombok may add members to a class, as it does between two rounds and without writing a file. */
    static boolean isExtendedByLombok(List<DeclaredType> hierarchy) {
        return hierarchy.stream()
                .flatMap(level ->
                        Stream.concat(Stream.of(level.asElement()), level.asElement().getEnclosedElements().stream()))
                .flatMap(element -> element.getAnnotationMirrors().stream())
                .anyMatch(mirror -> name(element(mirror.getAnnotationType())).startsWith("lombok."));
    }

    /**
     * Returns whether a nested class of this name would hide one beside its file that could not be named otherwise, as
     * those of the unnamed package have no other name. Codecs that are still to be written count.
     */
    boolean hides(String nested, String packageName) {
        if (!packageName.isEmpty()) {
            return false;
        }
        TypeElement message = elements.getTypeElement(nested.replaceFirst("Codec$", ""));
        return elements.getTypeElement(nested) != null || (message != null && has(message, RpcMessage.class));
    }

    /** Tells whether a package has a class that hides one of those generated code uses without an import. */
    boolean hidesJavaLang(String packageName) {
        String prefix = packageName.isEmpty() ? "" : packageName + ".";
        return IMPLICIT.stream().anyMatch(name -> elements.getTypeElement(prefix + name) != null);
    }
}

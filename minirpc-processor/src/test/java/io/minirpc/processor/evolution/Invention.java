package io.minirpc.processor.evolution;

import io.minirpc.processor.evolution.Declaration.Form;
import io.minirpc.processor.evolution.Type.Container;
import io.minirpc.processor.evolution.Type.Named;
import io.minirpc.processor.evolution.Type.Shape;
import io.minirpc.processor.evolution.Type.Single;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Random parts of a schema. */
final class Invention {
    private static final int MAX_TYPES = 5;
    private static final int NUMBERS = 50;
    private static final List<Form> FORMS = List.of(
            Form.RECORD,
            Form.RECORD,
            Form.BEAN,
            Form.GENERIC,
            Form.ENUM,
            Form.ENUM,
            Form.SEALED,
            Form.SEALED,
            Form.OPEN_SEALED);

    private final Random random;
    private final Words words;
    private int ids;
    private int numbers;

    Invention(Random random) {
        this.random = random;
        this.words = new Words(random);
    }

    /** Returns a first version. */
    Version schema(int number) {
        Version version = new Version(number);
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            version.operations.add(operation(version));
        }
        return version;
    }

    Operation operation(Version version) {
        String name = methodName(version);
        List<Member> parameters = new ArrayList<>();
        if (one(3)) {
            parameters.add(Member.of(words.member(word -> false), message(version)));
        } else {
            addMembers(version, parameters, random.nextInt(4));
        }
        Type reply = one(6) ? null : one(2) ? message(version) : type(version);
        List<Integer> thrown = one(2) ? List.of(exception(version)) : List.of();
        return new Operation(name, name, parameters, reply, thrown, one(4));
    }

    private void addMembers(Version version, List<Member> members, int count) {
        for (int i = 0; i < count; i++) {
            members.add(member(version, members));
        }
    }

    /** Returns a field or parameter that is called like no other one. */
    Member member(Version version, List<Member> others) {
        Type type = type(version);
        Member member = Member.of(words.member(isTaken(others)), type);
        if (type instanceof Single single && single.scalar().hasEncodings() && one(3)) {
            member = member.encoded(encoding());
        }
        return one(10) ? member.numbered(number()) : member;
    }

    Member constant(List<Member> others) {
        Member constant = Member.of(words.constant(isTaken(others)), null);
        return one(10) ? constant.numbered(number()) : constant;
    }

    /** Returns the number of an annotation, above those that the lock gives to what has none. */
    private int number() {
        return numbers += NUMBERS;
    }

    Member leaf(Version version) {
        String name = typeName(version);
        Declaration empty = new Declaration(++ids, Form.LEAF, name, name, false, false, List.of());
        version.declarations.add(empty);
        List<Member> fields = new ArrayList<>();
        addMembers(version, fields, random.nextInt(3));
        version.replace(empty.with(fields));
        return Member.of(name, Named.of(empty.id()));
    }

    static Predicate<String> isTaken(List<Member> members) {
        return word -> members.stream().anyMatch(member -> member.isCalled(word));
    }

    String encoding() {
        return one(2) ? "ZIGZAG" : "FIXED";
    }

    String memberName(List<Member> others) {
        return words.member(isTaken(others));
    }

    String constantName(List<Member> others) {
        return words.constant(isTaken(others));
    }

    String typeName(Version version) {
        return words.type(version::hasType);
    }

    String methodName(Version version) {
        return words.method(word -> version.operations.stream()
                .anyMatch(operation ->
                        operation.name().equals(word) || operation.wire().equals(word)));
    }

    /** Returns the type of a field, parameter or reply. */
    Type type(Version version) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> scalar();
            case 4, 5 -> declared(version);
            case 6 -> Container.of(Shape.OPTIONAL, element(version));
            case 7 -> Container.of(Shape.MAP, key(version), element(version));
            default -> repeated(version);
        };
    }

    private Type scalar() {
        Single type = Single.of(one(3) ? pick(JavaScalar.PRIMITIVES) : pick(JavaScalar.values()));
        return type.scalar().isPrimitive() && one(3) ? Single.boxed(type.scalar()) : type;
    }

    private Type repeated(Version version) {
        Shape shape = pick(Shape.LIST, Shape.LIST, Shape.SET, Shape.ARRAY, Shape.COLLECTION);
        return Container.of(
                shape,
                switch (shape) {
                    case SET -> one(2) ? enumeration(version) : Single.boxed(pick(JavaScalar.KEYS));
                    case ARRAY ->
                        one(2) ? Single.of(pick(JavaScalar.INT, JavaScalar.LONG, JavaScalar.STRING)) : named(version);
                    default -> one(8) ? Container.of(Shape.LIST, element(version)) : element(version);
                });
    }

    /** Returns the type of what a container holds. */
    Type element(Version version) {
        if (one(2)) {
            return declared(version);
        }
        JavaScalar scalar = pick(JavaScalar.values());
        return Single.boxed(scalar.held());
    }

    Type key(Version version) {
        return one(3) ? enumeration(version) : Single.boxed(pick(JavaScalar.KEYS));
    }

    private Type enumeration(Version version) {
        return declared(version, Form.ENUM);
    }

    private Type named(Version version) {
        return declared(version, pick(Form.RECORD, Form.BEAN, Form.ENUM, Form.SEALED));
    }

    private Type message(Version version) {
        return declared(version, pick(Form.RECORD, Form.BEAN, Form.GENERIC, Form.SEALED));
    }

    Type declared(Version version) {
        return declared(version, pick(FORMS));
    }

    private Type declared(Version version, Form form) {
        List<Declaration> known = version.declarations.stream()
                .filter(declaration -> declaration.form() == form)
                .toList();
        boolean isKnown = !known.isEmpty() && (one(2) || version.declarations.size() > MAX_TYPES);
        Declaration declaration = isKnown ? pick(known) : declare(version, form);
        List<Type> arguments = form == Form.GENERIC ? List.of(argument(version)) : List.of();
        return new Named(declaration.id(), arguments);
    }

    private Type argument(Version version) {
        return one(2) ? Single.boxed(pick(JavaScalar.values()).held()) : named(version);
    }

    private Declaration declare(Version version, Form form) {
        String name = typeName(version);
        boolean isOwned = one(4) && form != Form.EXCEPTION;
        Declaration empty = new Declaration(++ids, form, name, name, isOwned, one(8), List.of());
        version.declarations.add(empty); // what it has may be of its own type
        Declaration declaration = empty.with(members(version, form));
        version.replace(declaration);
        return declaration;
    }

    private List<Member> members(Version version, Form form) {
        List<Member> members = new ArrayList<>();
        switch (form) {
            case ENUM -> {
                for (int i = 2 + random.nextInt(3); i > 0; i--) {
                    members.add(constant(members));
                }
            }
            case SEALED, OPEN_SEALED -> {
                for (int i = 2 + random.nextInt(2); i > 0; i--) {
                    members.add(leaf(version));
                }
            }
            case GENERIC -> {
                members.add(Member.of("items", Container.of(Shape.LIST, new Type.Variable())));
                members.add(Member.of("first", new Type.Variable()));
                addMembers(version, members, 1);
            }
            default -> addMembers(version, members, 1 + random.nextInt(3));
        }
        return members;
    }

    int exception(Version version) {
        return ((Named) declared(version, Form.EXCEPTION)).id();
    }

    boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... choices) {
        return pick(List.of(choices));
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @Nullable
    <T> T any(List<T> choices) {
        return choices.isEmpty() ? null : pick(choices);
    }
}

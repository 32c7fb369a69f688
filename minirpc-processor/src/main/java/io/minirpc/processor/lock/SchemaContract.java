package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import io.minirpc.processor.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The contract that the schemas of one module make together. A type that several of them describe is one type. */
final class SchemaContract {
    /** A type, and the file that describes it. */
    private record Described(String file, Schema.Home home, Contract.Type type) {}

    private final Predicate<String> isImported;
    private final Map<String, MergedService> services = new TreeMap<>();
    private final Map<String, Described> types = new TreeMap<>();

    /** @param isImported whether a type that the schema imports comes from another module, by its qualified name */
    SchemaContract(Predicate<String> isImported) {
        this.isImported = isImported;
    }

    void add(String file, Schema schema) throws LockException {
        Schema.Service service = schema.service();
        if (service != null) {
            services.computeIfAbsent(service.name(), MergedService::new)
                    .add(
                            file,
                            schema.type(),
                            service.methods().stream()
                                    .map(SchemaContract::method)
                                    .toList());
        }
        for (Schema.Declaration declaration : schema.declarations()) {
            add(new Described(file, declaration.home(), type(declaration)));
        }
    }

    Contract contract() {
        return new Contract(
                services.values().stream().map(MergedService::service).toList(),
                types.values().stream().map(Described::type).toList());
    }

    /** Adds a type. The file of its owner counts, as those of others may be older. */
    private void add(Described described) throws LockException {
        String name = described.type().name();
        Described other = types.putIfAbsent(name, described);
        if (other == null || other.home() == Schema.Home.OWNED) {
            return;
        }
        if (described.home() == Schema.Home.OWNED) {
            types.put(name, described);
        } else if (!other.type().equals(described.type())) {
            throw new LockException(described.file() + ": " + name + " is not as in " + other.file()
                    + " (expected: one description); compile again, from clean");
        }
    }

    private static Contract.Method method(Schema.Method method) {
        Kind message = method.arguments() instanceof Schema.BareArgument bare ? bare.message() : null;
        List<Schema.Field> parameters =
                method.arguments() instanceof Schema.Parameters implicit ? implicit.fields() : List.of();
        Signature signature = new Signature(
                message == null ? null : Kinds.normal(message),
                reply(method.reply()),
                method.reply().isBare(),
                method.throwing().stream().map(Kind.Named::name).toList(),
                method.isIdempotent());
        return new Contract.Method(method.name(), signature, fields(parameters));
    }

    private static @Nullable Kind reply(Schema.Reply reply) {
        return reply.kind() instanceof Kind.Nothing ? null : Kinds.normal(reply.kind());
    }

    private Contract.Type type(Schema.Declaration declaration) {
        if (declaration instanceof Schema.Enumeration enumeration) {
            return type(BlockKind.ENUM, enumeration, constants(enumeration));
        }
        if (declaration instanceof Schema.OneOf oneOf) {
            return type(BlockKind.ONEOF, oneOf, leaves(oneOf));
        }
        if (declaration instanceof Schema.Failure failure) {
            return new Contract.Type(
                    BlockKind.EXCEPTION,
                    failure.type().name(),
                    failure.type().arguments().size(),
                    failure.name(),
                    false,
                    failure.superclasses(),
                    fields(failure.fields()));
        }
        return type(BlockKind.MESSAGE, declaration, fields(((Schema.Message) declaration).fields()));
    }

    private Contract.Type type(BlockKind kind, Schema.Declaration declaration, List<Contract.Member> members) {
        Kind.Named type = declaration.type();
        boolean isOthers = declaration.home() == Schema.Home.IMPORTED && isImported.test(type.name());
        return new Contract.Type(kind, type.name(), type.arguments().size(), "", isOthers, List.of(), members);
    }

    private static List<Contract.Member> fields(List<Schema.Field> fields) {
        return fields.stream()
                .map(field -> member(field.number(), field.name(), Kinds.normal(field.kind())))
                .toList();
    }

    private static List<Contract.Member> leaves(Schema.OneOf oneOf) {
        return oneOf.leaves().stream()
                .map(leaf -> member(leaf.number(), leaf.name(), Kinds.normal(leaf.type())))
                .toList();
    }

    private static List<Contract.Member> constants(Schema.Enumeration enumeration) {
        return enumeration.constants().stream()
                .map(constant -> member(constant.number(), constant.name(), null))
                .toList();
    }

    private static Contract.Member member(Schema.WireNumber number, String name, @Nullable Kind kind) {
        return new Contract.Member(name, number.value(), number.source(), kind);
    }
}

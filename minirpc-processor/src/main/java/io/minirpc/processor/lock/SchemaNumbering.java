package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the numbers of the next lock into a schema. */
final class SchemaNumbering {
    private final LockFile lock;
    private final Contract now;
    private final Numbering numbering;
    private final Set<String> unlocked = new HashSet<>();

    SchemaNumbering(LockFile lock, Contract now, Numbering numbering) {
        this.lock = lock;
        this.now = now;
        this.numbering = numbering;
    }

    NumberedSchema number(Schema schema) {
        Schema.Service service = schema.service();
        List<Schema.Declaration> declarations =
                schema.declarations().stream().map(this::declaration).toList();
        Schema numbered = new Schema(schema.type(), service == null ? null : service(service), declarations);
        return new NumberedSchema(numbered, unlocked);
    }

    private Schema.Service service(Schema.Service service) {
        LockedService next = numbering.service(Objects.requireNonNull(now.service(service.name())));
        LockedService block = lock.service(service.name());
        List<Schema.Method> methods = new ArrayList<>();
        for (Schema.Method method : service.methods()) {
            LockedMethod line = Objects.requireNonNull(next.method(method.name()));
            if (block == null || !line.equals(block.method(method.name()))) {
                unlocked.add(Key.of(service.name()).child(method.name()).toString());
            }
            methods.add(method(method, Lines.of(BlockKind.MESSAGE, line.parameters())));
        }
        return new Schema.Service(service.name(), methods);
    }

    private static Schema.Method method(Schema.Method method, Lines lines) {
        Schema.Arguments arguments = method.arguments() instanceof Schema.Parameters parameters
                ? new Schema.Parameters(fields(parameters.fields(), lines))
                : method.arguments();
        return new Schema.Method(method.name(), arguments, method.reply(), method.throwing(), method.isIdempotent());
    }

    private Schema.Declaration declaration(Schema.Declaration declaration) {
        String name = declaration.type().name();
        LockedType next = numbering.type(Objects.requireNonNull(now.type(name)));
        LockedType block = lock.type(next.kind(), name);
        if (!isLocked(block, next)) {
            unlocked.add(name);
        }
        Lines lines = Lines.of(next.kind(), next.lines());
        if (declaration instanceof Schema.Message message) {
            return new Schema.Message(message.type(), message.home(), fields(message.fields(), lines));
        }
        if (declaration instanceof Schema.Failure failure) {
            return new Schema.Failure(
                    failure.type(), failure.name(), failure.superclasses(), fields(failure.fields(), lines));
        }
        if (declaration instanceof Schema.OneOf oneOf) {
            List<Schema.Leaf> leaves = oneOf.leaves().stream()
                    .map(leaf -> new Schema.Leaf(number(leaf.number(), leaf.name(), lines), leaf.name(), leaf.type()))
                    .toList();
            return new Schema.OneOf(oneOf.type(), oneOf.home(), leaves);
        }
        Schema.Enumeration enumeration = (Schema.Enumeration) declaration;
        List<Schema.Constant> constants = enumeration.constants().stream()
                .map(constant ->
                        new Schema.Constant(number(constant.number(), constant.name(), lines), constant.name()))
                .toList();
        return new Schema.Enumeration(enumeration.type(), enumeration.home(), constants);
    }

    /** Returns whether a block is in use in the lock, with the same lines. */
    private static boolean isLocked(@Nullable LockedType block, LockedType next) {
        return block != null && !block.status().isGone() && block.lines().equals(next.lines());
    }

    private static List<Schema.Field> fields(List<Schema.Field> fields, Lines lines) {
        return fields.stream()
                .map(field -> new Schema.Field(
                        number(field.number(), field.name(), lines), field.name(), field.kind(), field.isSensitive()))
                .toList();
    }

    private static Schema.WireNumber number(Schema.WireNumber number, String name, Lines lines) {
        LockedLine line = lines.named(name);
        return line == null ? number : new Schema.WireNumber(line.number(), number.isForced());
    }
}

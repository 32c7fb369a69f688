package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The renaming of types in a lock. Lines that are gone follow as well: a new type that takes the old name later is
 * another one.
 */
final class Renaming {
    private final Moves moves;

    Renaming(Moves moves) {
        this.moves = moves;
    }

    LockFile apply(LockFile lock) {
        List<LockedService> services = lock.services().stream()
                .map(service -> service.with(
                        service.methods().stream().map(this::method).toList()))
                .toList();
        List<LockedType> types = lock.types().stream()
                .map(type -> type.with(lines(type.lines())))
                .toList();
        return new LockFile(services, types);
    }

    private LockedMethod method(LockedMethod method) {
        Signature signature = method.signature();
        Signature renamed = new Signature(
                kind(signature.message()),
                kind(signature.reply()),
                signature.isReplyBare(),
                signature.thrown().stream().map(this::name).toList(),
                signature.isIdempotent());
        return new LockedMethod(method.name(), renamed, method.status(), lines(method.parameters()));
    }

    private List<LockedLine> lines(List<LockedLine> lines) {
        return lines.stream()
                .map(line -> new LockedLine(line.number(), line.name(), kind(line.type()), line.status()))
                .toList();
    }

    @Nullable
    Kind kind(@Nullable Kind kind) {
        return kind == null ? null : renamed(kind);
    }

    private Kind renamed(Kind kind) {
        if (kind instanceof Kind.ListOf list) {
            return new Kind.ListOf(renamed(list.element()));
        }
        if (kind instanceof Kind.SetOf set) {
            return new Kind.SetOf(renamed(set.element()));
        }
        if (kind instanceof Kind.MapOf map) {
            return new Kind.MapOf(renamed(map.key()), renamed(map.value()));
        }
        return kind instanceof Kind.Named named
                ? new Kind.Named(
                        name(named.name()),
                        named.arguments().stream().map(this::renamed).toList())
                : kind;
    }

    private String name(String name) {
        String destination = moves.destination(name);
        return destination == null ? name : destination;
    }
}

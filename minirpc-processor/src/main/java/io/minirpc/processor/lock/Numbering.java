package io.minirpc.processor.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The next lock: the old one, with what was compiled. Names keep their numbers, those that return get them back, new
 * ones follow the highest in the order of declaration. A block that is new keeps the numbers it was compiled with.
 */
final class Numbering {
    private final LockFile lock;
    private final Contract now;
    private final Moves moves;

    Numbering(LockFile lock, Contract now, Moves moves) {
        this.lock = lock;
        this.now = now;
        this.moves = moves;
    }

    /** Returns the lock after the contract; what is in the lock alone is gone, so the contract has to be whole. */
    LockFile next() {
        List<LockedService> services = new ArrayList<>();
        for (LockedService block : lock.services()) {
            if (now.service(block.name()) == null) {
                services.add(Closing.gone(block));
            }
        }
        now.services().forEach(service -> services.add(service(service)));
        List<LockedType> types = new ArrayList<>();
        for (LockedType block : lock.types()) {
            Contract.Type type = now.type(block.name());
            boolean isThere = type != null && type.kind() == block.kind();
            if (!isThere && moves.destination(block.name()) == null) {
                types.add(Closing.gone(block));
            }
        }
        now.types().forEach(type -> types.add(type(type)));
        return new Renaming(moves).apply(new LockFile(services, types));
    }

    /** Returns the next block of a type. */
    LockedType type(Contract.Type type) {
        LockedType block = moves.block(type);
        boolean isOwn = block != null && block.name().equals(type.name());
        return new LockedType(
                type.kind(),
                type.name(),
                type.variables(),
                type.wireName(),
                type.isImported(),
                block != null && isOwn ? block.status().as(Status.State.LIVE) : Status.LIVE,
                lines(type.kind(), block == null ? null : block.lines(), type.members()));
    }

    /** Returns the next block of a service. */
    LockedService service(Contract.Service service) {
        LockedService block = lock.service(service.name());
        List<LockedMethod> methods = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Contract.Method method : service.methods()) {
            names.add(method.name());
            methods.add(method(block == null ? null : block.method(method.name()), method));
        }
        if (block != null) {
            block.methods().stream()
                    .filter(method -> !names.contains(method.name()))
                    .forEach(method -> methods.add(Closing.gone(method)));
        }
        methods.sort((method, other) -> method.name().compareTo(other.name()));
        Status status = block == null ? Status.LIVE : block.status().as(Status.State.LIVE);
        return new LockedService(service.name(), service.type(), status, methods);
    }

    private static LockedMethod method(@Nullable LockedMethod line, Contract.Method method) {
        Status status = line == null ? Status.LIVE : line.status().as(Status.State.LIVE);
        List<LockedLine> parameters =
                lines(BlockKind.MESSAGE, line == null ? null : line.parameters(), method.parameters());
        return new LockedMethod(method.name(), method.signature(), status, parameters);
    }

    /**
     * Returns the next lines of a block.
     *
     * @param then null where the block is new
     */
    static List<LockedLine> lines(BlockKind kind, @Nullable List<LockedLine> then, List<Contract.Member> members) {
        Lines old = Lines.of(kind, then == null ? List.of() : then);
        Lines next = Lines.of(kind, List.of());
        old.list().forEach(line -> next.put(line.with(line.status().as(Status.State.GONE))));
        List<Contract.Member> unnumbered = new ArrayList<>();
        for (Contract.Member member : members) {
            LockedLine line = old.named(member.name());
            boolean isNumbered = then == null || member.isForced();
            if (line != null) {
                Status status = line.status().as(Status.State.LIVE);
                int number = member.isForced() ? member.number() : line.number();
                next.put(new LockedLine(number, member.name(), member.type(), status));
            } else if (isNumbered) {
                next.put(new LockedLine(member.number(), member.name(), member.type(), Status.LIVE));
            } else {
                unnumbered.add(member);
            }
        }
        for (Contract.Member member : unnumbered) {
            next.put(new LockedLine(next.next(), member.name(), member.type(), Status.LIVE));
        }
        return next.list();
    }
}

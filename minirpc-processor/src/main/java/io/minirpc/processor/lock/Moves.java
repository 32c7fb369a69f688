package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that were moved, renamed or copied. A type that is new to the lock, and stands where another one stood,
 * begins as a copy of that one's block: peers read the same numbers there as before.
 */
final class Moves {
    private final LockFile lock;
    private final Contract now;
    private final Map<String, String> origins = new HashMap<>();

    private Moves(LockFile lock, Contract now) {
        this.lock = lock;
        this.now = now;
    }

    /** Finds the moves that can be seen by the places where types are used. */
    static Moves inUse(LockFile lock, Contract now) {
        Moves moves = new Moves(lock, now);
        now.services().forEach(moves::service);
        for (Contract.Type type : now.types()) {
            LockedType block = lock.type(type.kind(), type.name());
            if (block != null) {
                moves.members(block.kind(), block.lines(), type.members());
            }
        }
        return moves;
    }

    /** Finds those as well of types that no other uses; takes a contract that is whole. */
    static Moves all(LockFile lock, Contract now) {
        Moves moves = inUse(lock, now);
        for (Contract.Type type : now.types()) {
            if (lock.type(type.name()) == null && moves.origin(type.name()) == null) {
                LockedType block = new Likeness(lock, now).origin(type);
                if (block != null && !moves.origins.containsValue(block.name())) {
                    moves.register(block.name(), type.name());
                }
            }
        }
        return moves;
    }

    /** Returns the type that another one was before; null for those that the lock knows, or that are wholly new. */
    @Nullable
    String origin(String name) {
        return origins.get(name);
    }

    /** Returns the type that another one is now; null for those that are still there, or are gone. */
    @Nullable
    String destination(String name) {
        if (now.type(name) != null) {
            return null;
        }
        for (Contract.Type type : now.types()) {
            if (name.equals(origins.get(type.name()))) {
                return type.name();
            }
        }
        return null;
    }

    /** Returns the block that a type continues: its own, or that of the type it was before. */
    @Nullable
    LockedType block(Contract.Type type) {
        LockedType own = lock.type(type.kind(), type.name());
        String origin = origin(type.name());
        return own != null || origin == null ? own : lock.type(type.kind(), origin);
    }

    private void service(Contract.Service service) {
        LockedService block = lock.service(service.name());
        if (block == null) {
            return;
        }
        for (Contract.Method method : service.methods()) {
            LockedMethod line = block.method(method.name());
            if (line != null) {
                members(BlockKind.MESSAGE, line.parameters(), method.parameters());
                pair(line.signature().message(), method.signature().message());
                pair(line.signature().reply(), method.signature().reply());
                thrown(line.signature().thrown(), method.signature().thrown());
            }
        }
    }

    /** Pairs exceptions by the name that callers know them by. */
    private void thrown(List<String> then, List<String> thrown) {
        for (String name : thrown) {
            Contract.Type type = now.type(name);
            for (String old : then) {
                LockedType block = lock.type(BlockKind.EXCEPTION, old);
                if (type != null && block != null && block.wireName().equals(type.wireName())) {
                    register(old, name);
                }
            }
        }
    }

    private void members(BlockKind kind, List<LockedLine> lines, List<Contract.Member> members) {
        for (Contract.Member member : members) {
            LockedLine line = Lines.of(kind, lines).named(member.name());
            if (line != null) {
                pair(line.type(), member.type());
            }
        }
    }

    private void pair(@Nullable Kind then, @Nullable Kind type) {
        if (then instanceof Kind.ListOf old && type instanceof Kind.ListOf list) {
            pair(old.element(), list.element());
        } else if (then instanceof Kind.SetOf old && type instanceof Kind.SetOf set) {
            pair(old.element(), set.element());
        } else if (then instanceof Kind.MapOf old && type instanceof Kind.MapOf map) {
            pair(old.key(), map.key());
            pair(old.value(), map.value());
        } else if (then instanceof Kind.Named old && type instanceof Kind.Named named) {
            register(old.name(), named.name());
            for (int i = 0;
                    i < Math.min(old.arguments().size(), named.arguments().size());
                    i++) {
                pair(old.arguments().get(i), named.arguments().get(i));
            }
        }
    }

    private void register(String then, String name) {
        Contract.Type type = now.type(name);
        if (then.equals(name) || type == null || lock.type(name) != null || origins.containsKey(name)) {
            return;
        }
        LockedType block = lock.type(type.kind(), then);
        if (block != null) {
            origins.put(name, then);
            members(block.kind(), block.lines(), type.members());
        }
    }
}

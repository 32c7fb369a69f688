package io.minirpc.server;

import io.minirpc.Filter;
import io.minirpc.MethodDescriptor;
import io.minirpc.codec.CodecException;
import io.minirpc.internal.envelope.RequestHead;
import io.netty.util.collection.LongObjectHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All methods of a server, by name and by id. Immutable and thread-safe. */
final class MethodTable {
    private static final int NAMED_IN_ERRORS = 10;

    private final Map<String, BoundMethod<?, ?>> byName = new HashMap<>();
    private final LongObjectHashMap<BoundMethod<?, ?>> byId = new LongObjectHashMap<>();

    /** @throws IllegalArgumentException if two methods have the same name or the same id */
    MethodTable(List<ServiceBinding> bindings, List<Filter> filters) {
        for (ServiceBinding binding : bindings) {
            for (BoundMethod<?, ?> method : binding.methods()) {
                add(filters.isEmpty() ? method : new FilteredMethod<>(method, filters));
            }
        }
    }

    /** Returns the method that a request names, or null where there is none. */
    @Nullable
    BoundMethod<?, ?> find(RequestHead head) {
        String name = head.method();
        return name == null ? byId.get(head.methodId()) : byName.get(name);
    }

    /** Returns a message that there is no such method, with the methods that there are. */
    String unknown(RequestHead head) {
        String name = head.method();
        if (name == null) {
            return String.format(
                    "no method has the id %016x here (expected: of the same name and the same layout)",
                    head.methodId());
        }
        int dot = name.lastIndexOf('.');
        String prefix = name.substring(0, dot + 1);
        String siblings = byName.keySet().stream()
                .filter(known -> dot > 0 && known.startsWith(prefix) && known.indexOf('.', dot + 1) < 0)
                .sorted()
                .limit(NAMED_IN_ERRORS)
                .collect(Collectors.joining(", "));
        if (siblings.isEmpty()) {
            return "no method " + CodecException.quote(name) + " here, nor any of its service";
        }
        return "no method " + CodecException.quote(name) + " here (its service has " + siblings + ")";
    }

    @Override
    public String toString() {
        return new TreeSet<>(byName.keySet()).toString();
    }

    private void add(BoundMethod<?, ?> bound) {
        MethodDescriptor<?, ?> method = bound.descriptor();
        if (byName.put(method.fullName(), bound) != null) {
            throw new IllegalArgumentException("method: " + method + " is bound twice (expected: once in a server)");
        }
        BoundMethod<?, ?> other = byId.put(method.id(), bound);
        if (other != null) {
            throw new IllegalArgumentException("methods: " + other.descriptor() + " and " + method
                    + " have the same id, a coincidence (remedy: rename one by @RpcMethod(name = …))");
        }
    }
}

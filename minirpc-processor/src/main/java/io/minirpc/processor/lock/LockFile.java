package io.minirpc.processor.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a lock, in canonical order. */
record LockFile(List<LockedService> services, List<LockedType> types) {
    static final LockFile EMPTY = new LockFile(List.of(), List.of());

    private static final Comparator<LockedType> ORDER =
            Comparator.comparing(LockedType::kind).thenComparing(LockedType::name);

    LockFile {
        services = sorted(services, Comparator.comparing(LockedService::name));
        types = sorted(types, ORDER);
    }

    private static <T> List<T> sorted(List<T> blocks, Comparator<T> order) {
        List<T> sorted = new ArrayList<>(blocks);
        sorted.sort(order);
        return List.copyOf(sorted);
    }

    boolean isEmpty() {
        return services.isEmpty() && types.isEmpty();
    }

    @Nullable
    LockedService service(String wireName) {
        for (LockedService service : services) {
            if (service.name().equals(wireName)) {
                return service;
            }
        }
        return null;
    }

    @Nullable
    LockedType type(BlockKind kind, String name) {
        for (LockedType type : types) {
            if (type.kind() == kind && type.name().equals(name)) {
                return type;
            }
        }
        return null;
    }

    /** Returns the block of a type that is in use, whatever its kind, or else one that is gone. */
    @Nullable
    LockedType type(String name) {
        LockedType found = null;
        for (LockedType type : types) {
            if (type.name().equals(name) && (found == null || found.status().isGone())) {
                found = type;
            }
        }
        return found;
    }
}

package io.minirpc.processor.lock;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The block of a service.
 *
 * @param name its name on the wire
 * @param type the qualified name of the interface
 */
record LockedService(String name, String type, Status status, List<LockedMethod> methods) {
    LockedService {
        methods = List.copyOf(methods);
    }

    @Nullable
    LockedMethod method(String wireName) {
        for (LockedMethod method : methods) {
            if (method.name().equals(wireName)) {
                return method;
            }
        }
        return null;
    }

    LockedService with(Status other) {
        return new LockedService(name, type, other, methods);
    }

    LockedService with(List<LockedMethod> others) {
        return new LockedService(name, type, status, others);
    }
}

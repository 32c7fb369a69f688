package io.minirpc.processor.lock;

import java.util.List;

/**
 * The line of a method, and those of its parameters.
 *
 * @param name its name on the wire
 */
record LockedMethod(String name, Signature signature, Status status, List<LockedLine> parameters) {
    LockedMethod {
        parameters = List.copyOf(parameters);
    }

    LockedMethod with(Status other) {
        return new LockedMethod(name, signature, other, parameters);
    }

    LockedMethod with(List<LockedLine> others) {
        return new LockedMethod(name, signature, status, others);
    }
}

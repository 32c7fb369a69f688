package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One field, parameter, constant or leaf.
 *
 * @param name its name on the wire
 * @param type null for constants
 */
record LockedLine(int number, String name, @Nullable Kind type, Status status) {
    LockedLine with(Status other) {
        return new LockedLine(number, name, type, other);
    }
}

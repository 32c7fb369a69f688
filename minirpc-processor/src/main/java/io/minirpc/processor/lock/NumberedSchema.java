package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;
import java.util.Set;

/**
 * A schema with the numbers of a lock.
 *
 * @param unlocked the keys of the methods, and the names of the types, that are not in the lock as they are here: their
 *     numbers are no promise yet
 */
public record NumberedSchema(Schema schema, Set<String> unlocked) {
    /** Creates a numbered schema with its own copy of the keys. */
    public NumberedSchema {
        unlocked = Set.copyOf(unlocked);
    }
}

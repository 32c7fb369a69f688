package io.minirpc.processor.lock;

import io.minirpc.processor.schema.Schema;

/**
 * A member as its declaration alone numbers it.
 *
 * @param name its name on the wire
 * @param number that of its annotation, or its position
 */
public record NumberedName(String name, Schema.WireNumber number) {}

package io.minirpc.processor.schema;

/**
 * A value of a JSON text.
 *
 * @param content a map of members, a list of elements, a string, an integer or true
 * @param line where it begins, from 1
 */
record JsonValue(Object content, String file, int line) {}

/**
 * The schema: what travels, apart from Java. {@link io.minirpc.processor.schema.Schema} describes a service or a
 * message with all that it leads to, {@link io.minirpc.processor.schema.Kind} the type of one value;
 * {@link io.minirpc.processor.schema.SchemaText} and {@link io.minirpc.processor.schema.SchemaParser} write and read
 * the JSON document of it.
 */
@NullMarked
package io.minirpc.processor.schema;

import org.jspecify.annotations.NullMarked;

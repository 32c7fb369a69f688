/**
 * Reads annotated interfaces and writes their stubs, skeletons and codecs. Start with
 * {@link io.minirpc.processor.RpcProcessor}; from there each kind of file has a reader, which alone looks at elements
 * and reports problems, a model, which is a record, and a writer, which only prints. The package {@code schema} has
 * what travels, apart from Java.
 */
@NullMarked
package io.minirpc.processor;

import org.jspecify.annotations.NullMarked;

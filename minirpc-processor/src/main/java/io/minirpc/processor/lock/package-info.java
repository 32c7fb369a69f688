/**
 * The contract lock: the numbers and names that deployed peers rely on, kept in a file beside the sources. Start with
 * {@link io.minirpc.processor.lock.Lock}, the program, or with {@code Comparison}, the rules. {@code LockFile} is what
 * was locked, {@code Contract} is what was compiled; {@code ModuleLock} is what the processor uses of it. Nothing here
 * knows the compiler.
 */
@NullMarked
package io.minirpc.processor.lock;

import org.jspecify.annotations.NullMarked;

/** Measures minirpc beside its rivals. Start at {@link io.minirpc.benchmarks.Bench}. */
@NullMarked
package io.minirpc.benchmarks;

import org.jspecify.annotations.NullMarked;

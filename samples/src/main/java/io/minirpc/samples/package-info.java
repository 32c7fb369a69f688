/**
 * Samples, one idea per file. Start with {@link io.minirpc.samples.hello}; {@link io.minirpc.samples.cluster} shows
 * servers that come and go; {@link io.minirpc.samples.arith} talks to other implementations of the protocol.
 */
@NullMarked
package io.minirpc.samples;

import org.jspecify.annotations.NullMarked;

/**
 * Loads a peer and measures it: {@link io.minirpc.benchmarks.load.ClientProcess} starts a JVM that runs
 * {@link io.minirpc.benchmarks.load.ClientMain}, which starts another for the server and answers with
 * {@link io.minirpc.benchmarks.load.Sample}s.
 */
@NullMarked
package io.minirpc.benchmarks.load;

import org.jspecify.annotations.NullMarked;

/**
 * Microbenchmarks, by JMH: codecs alone, objects to bytes and back, where to start is
 * {@link io.minirpc.benchmarks.jmh.CodecPeer}; and calls within one JVM,
 * {@link io.minirpc.benchmarks.jmh.CallBenchmark}, which is for profilers.
 */
@NullMarked
package io.minirpc.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;

/** Measures codecs alone: objects to bytes and back. Start at {@link io.minirpc.benchmarks.codec.CodecPeer}. */
@NullMarked
package io.minirpc.benchmarks.codec;

import org.jspecify.annotations.NullMarked;

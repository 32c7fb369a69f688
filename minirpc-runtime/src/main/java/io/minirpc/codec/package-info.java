/**
 * How values become bytes and back. Start with {@link io.minirpc.codec.Codec}: everything that travels has one,
 * generated for messages ({@link io.minirpc.codec.MessageCodec}), from {@link io.minirpc.codec.Codecs} for the rest. A
 * codec speaks two formats: the native one, Protocol Buffers' wire format ({@link io.minirpc.codec.WireWriter},
 * {@link io.minirpc.codec.WireReader}), and JSON ({@link io.minirpc.codec.JsonWriter},
 * {@link io.minirpc.codec.JsonReader}). {@link io.minirpc.codec.NativeFormat} and {@link io.minirpc.codec.JsonFormat}
 * run them over whole payloads.
 */
@NullMarked
package io.minirpc.codec;

import org.jspecify.annotations.NullMarked;

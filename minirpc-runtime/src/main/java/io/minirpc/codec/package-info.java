/**
 * The encoding of values: codecs, which applications may use without a call, see {@link io.minirpc.codec.Codec}, and
 * the two formats they speak. The classes by what they are for:
 *
 * <table>
 *   <caption>Map of the package</caption>
 *   <tr><th>Part</th><th>Classes</th></tr>
 *   <tr>
 *     <td>Contract</td>
 *     <td>{@link io.minirpc.codec.Codec}, extended by {@link io.minirpc.codec.SingleCodec} (one tag, one value),
 *         {@link io.minirpc.codec.ScalarCodec} (has a plain text, may be a map's key),
 *         {@link io.minirpc.codec.MessageCodec} and {@link io.minirpc.codec.ExceptionCodec} (generated);
 *         {@link io.minirpc.codec.Limits}, {@link io.minirpc.codec.CodecException}</td>
 *   </tr>
 *   <tr>
 *     <td>Native format: Protocol Buffers' wire format</td>
 *     <td>{@link io.minirpc.codec.NativeFormat} for whole payloads, {@link io.minirpc.codec.WireWriter},
 *         {@link io.minirpc.codec.WireReader} and its base {@code WireInput}, {@code WireType}, {@code WriterPool},
 *         {@link io.minirpc.codec.Utf8}</td>
 *   </tr>
 *   <tr>
 *     <td>JSON</td>
 *     <td>{@link io.minirpc.codec.JsonFormat} for whole payloads, {@link io.minirpc.codec.JsonWriter},
 *         {@link io.minirpc.codec.JsonReader}, {@link io.minirpc.codec.JsonName},
 *         {@link io.minirpc.codec.JsonFields}, {@code JsonTexts}, {@code JsonScan}</td>
 *   </tr>
 *   <tr>
 *     <td>Codecs by kind</td>
 *     <td>{@link io.minirpc.codec.Codecs} has them all: {@code IntegerCodecs}, {@code NumberCodecs}
 *         ({@code NumberTexts}), {@code TextCodecs}, {@code TextCodec}, {@code TimeCodecs} ({@code IsoTexts}),
 *         {@code EnumCodec}; {@code PrimitiveArrays}, {@code ArrayCodec}, {@code RepeatedCodec} ({@code Repeated}),
 *         {@code MapCodec} ({@code Collisions}); {@code OptionalCodec}, {@code PrimitiveCodec}, {@code WrappedCodec},
 *         {@code LazyCodec}, {@code SensitiveCodec}, {@code NothingCodec}</td>
 *   </tr>
 *   <tr>
 *     <td>Without a call</td>
 *     <td>{@code Standalone}, behind {@link io.minirpc.codec.Codec#toBytes} and its kin</td>
 *   </tr>
 *   <tr>
 *     <td>Printing</td>
 *     <td>{@link io.minirpc.codec.TextPrinter}, {@code Escapes}</td>
 *   </tr>
 * </table>
 */
@NullMarked
package io.minirpc.codec;

import org.jspecify.annotations.NullMarked;

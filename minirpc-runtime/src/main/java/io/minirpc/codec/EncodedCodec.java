package io.minirpc.codec;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Payloads that were encoded before, perhaps on another thread: their bytes are written as they are. They are no fields
 * and are never read.
 */
final class EncodedCodec extends Codec<byte[]> {
    @Override
    void writePayload(byte @Nullable [] value, WireWriter out) {
        byte[] bytes = requireNonNull(value, "value");
        out.writeRaw(bytes, 0, bytes.length);
    }

    @Override
    public void writeField(int number, byte @Nullable [] value, WireWriter out) {
        throw onlyWholePayloads();
    }

    @Override
    public byte[] readField(WireReader in, byte @Nullable [] soFar) {
        throw onlyWholePayloads();
    }

    @Override
    public void writeJson(byte[] value, JsonWriter out) {
        throw onlyWholePayloads();
    }

    @Override
    public byte[] readJson(JsonReader in) {
        throw onlyWholePayloads();
    }

    private static UnsupportedOperationException onlyWholePayloads() {
        return new UnsupportedOperationException(
                "bytes that are encoded already can only be written as whole payloads");
    }

    @Override
    public void print(byte[] value, TextPrinter out) {
        Codecs.BYTES.print(value, out);
    }
}

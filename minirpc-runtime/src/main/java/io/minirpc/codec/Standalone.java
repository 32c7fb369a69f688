package io.minirpc.codec;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;

/**
 * Values outside of calls, for {@link Codec}. Unlike the payload of a call such a value is never null, and its size is
 * checked here, since it came in no frame. Stateless and thread-safe.
 */
final class Standalone {
    private Standalone() {}

    static <T> byte[] toBytes(Codec<T> codec, T value, Limits limits) {
        return NativeFormat.encode(codec, requireNonNull(value, "value"), limits);
    }

    static <T> T fromBytes(Codec<T> codec, byte[] bytes, Limits limits) {
        checkSize(bytes.length, limits);
        T value = NativeFormat.decode(codec, bytes, 0, bytes.length, limits);
        if (value == null) {
            throw bytes.length == 0
                    ? nothing("no bytes")
                    : NativeFormat.isNull(bytes) ? nothing("null") : CodecException.unknownValue();
        }
        return value;
    }

    static <T> String toJson(Codec<T> codec, T value, Limits limits) {
        requireNonNull(value, "value");
        WireWriter out = WireWriter.borrow(limits);
        try {
            JsonFormat.encode(codec, value, out, limits);
            return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
        } finally {
            out.release();
        }
    }

    static <T> T fromJson(Codec<T> codec, String json, Limits limits) {
        checkSize(json.length(), limits); // before it is copied; there are no fewer bytes than characters
        Utf8.checkSurrogates(json);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        checkSize(bytes.length, limits);
        if (json.isBlank()) {
            throw nothing("no JSON");
        }
        T value = JsonFormat.decode(codec, bytes, 0, bytes.length, limits);
        if (value == null) {
            throw json.strip().equals("null") ? nothing("null") : CodecException.unknownValue();
        }
        return value;
    }

    private static void checkSize(int size, Limits limits) {
        if (size > limits.maxFrameBytes()) {
            throw CodecException.tooLarge(
                    "a value of more than " + limits.maxFrameBytes() + " bytes (expected: at most as many)");
        }
    }

    private static CodecException nothing(String found) {
        return new CodecException(found + " (expected: a value)");
    }
}

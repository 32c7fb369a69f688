package io.minirpc.tests.messages;

import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.NativeFormat;
import java.nio.charset.StandardCharsets;

/** Writes and reads whole payloads with the default limits. */
final class Formats {
    private Formats() {}

    static <T> byte[] toNative(Codec<T> codec, T value) {
        return NativeFormat.encode(codec, value, Limits.DEFAULT);
    }

    static <T> T fromNative(Codec<T> codec, byte[] bytes) {
        return NativeFormat.decode(codec, bytes, 0, bytes.length, Limits.DEFAULT);
    }

    static <T> String toJson(Codec<T> codec, T value) {
        return new String(JsonFormat.encode(codec, value, Limits.DEFAULT), StandardCharsets.UTF_8);
    }

    static <T> T fromJson(Codec<T> codec, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return JsonFormat.decode(codec, bytes, 0, bytes.length, Limits.DEFAULT);
    }
}

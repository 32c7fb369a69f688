package io.minirpc.codec;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes and reads whole payloads with the default limits. */
final class Formats {
    private Formats() {}

    static <T> byte[] toNative(Codec<T> codec, T value) {
        return NativeFormat.encode(codec, value, Limits.DEFAULT);
    }

    static <T> T fromNative(Codec<T> codec, byte[] bytes) {
        return NativeFormat.decode(codec, bytes, 0, bytes.length, Limits.DEFAULT);
    }

    static <T> T fromNative(Codec<T> codec, String hex) {
        return fromNative(codec, bytes(hex));
    }

    static <T> T throughNative(Codec<T> codec, T value) {
        return fromNative(codec, toNative(codec, value));
    }

    static <T> String toJson(Codec<T> codec, T value) {
        return new String(JsonFormat.encode(codec, value, Limits.DEFAULT), StandardCharsets.UTF_8);
    }

    static <T> T fromJson(Codec<T> codec, String json) {
        return fromJson(codec, json.getBytes(StandardCharsets.UTF_8));
    }

    static <T> T fromJson(Codec<T> codec, byte[] json) {
        return JsonFormat.decode(codec, json, 0, json.length, Limits.DEFAULT);
    }

    static <T> T throughJson(Codec<T> codec, T value) {
        return fromJson(codec, JsonFormat.encode(codec, value, Limits.DEFAULT));
    }

    /** Returns bytes written as hexadecimal digits, with spaces where they help to read. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

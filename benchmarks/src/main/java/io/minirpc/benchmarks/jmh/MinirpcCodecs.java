package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.PageCodec;
import io.minirpc.benchmarks.users.User;
import io.minirpc.benchmarks.users.UserCodec;
import io.minirpc.codec.Codec;
import io.minirpc.codec.JsonFormat;
import io.minirpc.codec.Limits;
import io.minirpc.codec.NativeFormat;

/** Ours, in both formats. */
final class MinirpcCodecs {
    private static final Codec<Page<User>> PAGE = new PageCodec<>(UserCodec.INSTANCE);

    private MinirpcCodecs() {}

    static ObjectCodec<User> nativeUser() {
        return new Native<>(UserCodec.INSTANCE);
    }

    static ObjectCodec<Page<User>> nativePage() {
        return new Native<>(PAGE);
    }

    static ObjectCodec<User> jsonUser() {
        return new Json<>(UserCodec.INSTANCE);
    }

    static ObjectCodec<Page<User>> jsonPage() {
        return new Json<>(PAGE);
    }

    @SuppressWarnings("NullAway") // null comes only from what was written from null
    private record Native<T>(Codec<T> codec) implements ObjectCodec<T> {
        @Override
        public byte[] encode(T value) {
            return NativeFormat.encode(codec, value, Limits.DEFAULT);
        }

        @Override
        public T decode(byte[] bytes) {
            return NativeFormat.decode(codec, bytes, 0, bytes.length, Limits.DEFAULT);
        }
    }

    @SuppressWarnings("NullAway") // null comes only from what was written from null
    private record Json<T>(Codec<T> codec) implements ObjectCodec<T> {
        @Override
        public byte[] encode(T value) {
            return JsonFormat.encode(codec, value, Limits.DEFAULT);
        }

        @Override
        public T decode(byte[] bytes) {
            return JsonFormat.decode(codec, bytes, 0, bytes.length, Limits.DEFAULT);
        }
    }
}

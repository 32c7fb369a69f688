package io.minirpc.benchmarks.jmh;

import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import org.apache.fory.Fory;

/** Apache Fory for Java alone, at its fastest: both sides have the same classes, and no object is met twice. */
final class ForyCodecs {
    private ForyCodecs() {}

    static ObjectCodec<User> user() {
        return new ForyCodec<>(User.class);
    }

    @SuppressWarnings("unchecked") // Fory knows no generic types, and needs none
    static ObjectCodec<Page<User>> page() {
        return (ObjectCodec<Page<User>>) (ObjectCodec<?>) new ForyCodec<>(Page.class);
    }

    private static final class ForyCodec<T> implements ObjectCodec<T> {
        private final Fory fory = Fory.builder()
                .withXlang(false)
                .withRefTracking(false)
                .withCompatible(false)
                .withAsyncCompilation(false)
                .requireClassRegistration(true)
                .build();
        private final Class<T> type;

        ForyCodec(Class<T> type) {
            this.type = type;
            fory.register(User.class);
            fory.register(Page.class);
        }

        @Override
        public byte[] encode(T value) {
            return fory.serialize(value);
        }

        @Override
        public T decode(byte[] bytes) {
            return type.cast(fory.deserialize(bytes));
        }
    }
}

package io.minirpc.benchmarks.jmh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.minirpc.benchmarks.users.Page;
import io.minirpc.benchmarks.users.User;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Jackson's databind, with dates and times as text, as ours are. */
final class DatabindCodecs {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private DatabindCodecs() {}

    static ObjectCodec<User> user() {
        return new Databind<>(new TypeReference<User>() {});
    }

    static ObjectCodec<Page<User>> page() {
        return new Databind<>(new TypeReference<Page<User>>() {});
    }

    private static final class Databind<T> implements ObjectCodec<T> {
        private final ObjectWriter writer;
        private final ObjectReader reader;

        Databind(TypeReference<T> type) {
            writer = MAPPER.writerFor(type);
            reader = MAPPER.readerFor(type);
        }

        @Override
        public byte[] encode(T value) {
            try {
                return writer.writeValueAsBytes(value);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public T decode(byte[] bytes) {
            try {
                return reader.readValue(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

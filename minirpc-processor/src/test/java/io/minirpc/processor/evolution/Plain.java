package io.minirpc.processor.evolution;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A value that can be had in plain form, without classes of one version: a message as a map by names on the wire, a
 * leaf or exception as a map of its one name, a constant as its text. Generated types implement it.
 */
public interface Plain {
    /** Returns the plain form. */
    Object plain();

    /** Returns the plain form of any value: lists for what is repeated, null for what is empty. */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Plain plain) {
            return plain.plain();
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null));
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof Locale locale) {
            return locale.toLanguageTag();
        }
        if (value instanceof char[] chars) {
            return new String(chars);
        }
        if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(of(key), of(each)));
            return plain;
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> plain = new ArrayList<>();
            collection.forEach(each -> plain.add(of(each)));
            return plain;
        }
        return value != null && value.getClass().isArray() ? array(value) : value;
    }

    private static List<@Nullable Object> array(Object array) {
        List<@Nullable Object> plain = new ArrayList<>();
        IntStream.range(0, Array.getLength(array)).forEach(i -> plain.add(of(Array.get(array, i))));
        return plain;
    }

    /** Returns the plain form of a message, from names and values in turn. */
    static Map<String, @Nullable Object> message(@Nullable Object... fields) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            plain.put(String.valueOf(fields[i]), of(fields[i + 1]));
        }
        return plain;
    }

    /** Returns a map, from keys and values in turn. */
    @SuppressWarnings("unchecked") // as generated sources call it
    static <K, V> Map<K, V> map(@Nullable Object... entries) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((K) entries[i], (V) entries[i + 1]);
        }
        return map;
    }
}

package io.minirpc.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a message's JSON properties, found whatever their case. For generated codecs. Immutable and thread-safe.
 */
public final class JsonFields {
    /** What {@link #indexOf} answers for a name that is none of these. */
    static final int UNKNOWN = -2;

    static final JsonFields NONE = of();

    private final JsonName[] names;
    private final Map<String, Integer> byLowerCase = new HashMap<>();

    private JsonFields(JsonName[] names) {
        this.names = names.clone();
        for (int i = 0; i < names.length; i++) {
            if (byLowerCase.put(names[i].toString().toLowerCase(Locale.ROOT), i) != null) {
                throw new IllegalArgumentException(
                        "property \"" + names[i] + "\" (expected: names that differ in more than their case)");
            }
        }
    }

    /** Returns the fields with these names, which must differ in more than their case. */
    public static JsonFields of(JsonName... names) {
        return new JsonFields(names);
    }

    int size() {
        return names.length;
    }

    JsonName name(int index) {
        return names[index];
    }

    /** Returns the names of the fields whose values are null. */
    List<String> absent(@Nullable Object[] values) {
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (values[i] == null) {
                absent.add(names[i].toString());
            }
        }
        return absent;
    }

    /** Returns the index of a name, or {@link #UNKNOWN}. */
    int indexOf(String name) {
        return byLowerCase.getOrDefault(name.toLowerCase(Locale.ROOT), UNKNOWN);
    }
}

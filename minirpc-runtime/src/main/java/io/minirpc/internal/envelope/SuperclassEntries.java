package io.minirpc.internal.envelope;

import io.minirpc.Metadata;
import io.minirpc.codec.Limits;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The superclasses of a thrown exception as entries of metadata: a name and a body for each, counted from 1, the
 * nearest first. They travel so in all forms, for the native body is that of the exception itself.
 */
final class SuperclassEntries {
    private static final String NAME = Metadata.RESERVED_PREFIX + "exception-super-";
    private static final String BODY = NAME + "body-";

    private SuperclassEntries() {}

    /** Returns whether a key is that of a name or of a body. */
    static boolean isKey(String key) {
        return key.startsWith(NAME);
    }

    /**
     * Returns all other entries of a response with those of superclasses added. A superclass that does not fit the
     * limits of metadata is left out.
     */
    static Map<String, String> added(List<Superclass> superclasses, Map<String, String> others, Limits limits) {
        if (superclasses.isEmpty()) {
            return others;
        }
        Map<String, String> entries = new LinkedHashMap<>(others);
        int room = limits.maxMetadataBytes() - bytes(others);
        int number = 1;
        for (Superclass superclass : superclasses) {
            Map<String, String> next = entries(superclass, number);
            int bytes = bytes(next);
            if (bytes <= room && entries.size() + next.size() <= MetadataReader.MAX_ENTRIES) {
                entries.putAll(next);
                room -= bytes;
                number++;
            }
        }
        return entries;
    }

    private static Map<String, String> entries(Superclass superclass, int number) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(NAME + number, superclass.name());
        entries.put(BODY + number, new String(superclass.json(), StandardCharsets.UTF_8));
        return entries;
    }

    private static int bytes(Map<String, String> entries) {
        int bytes = 0;
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            bytes += entry.getKey().length() + ByteBufUtil.utf8Bytes(entry.getValue());
        }
        return bytes;
    }

    /** Returns the superclasses that entries stand for, up to the first that is missing or has only one of the two. */
    static List<Superclass> read(Map<String, String> entries) {
        List<Superclass> superclasses = new ArrayList<>();
        while (true) {
            int number = superclasses.size() + 1;
            String name = entries.get(NAME + number);
            String body = entries.get(BODY + number);
            if (name == null || body == null) {
                return superclasses;
            }
            superclasses.add(new Superclass(name, body.getBytes(StandardCharsets.UTF_8)));
        }
    }
}

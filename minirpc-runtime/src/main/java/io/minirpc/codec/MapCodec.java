package io.minirpc.codec;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map: a repeated message of key, field 1, and value, field 2, as protobuf has maps. A null key or value is a field
 * that is not there; the companion field says that the map is empty rather than null. Of a key that comes twice, the
 * last value stays.
 */
final class MapCodec<K, V, M extends Map<K, V>> extends Codec<M> {
    private final ScalarCodec<K> key;
    private final Codec<V> value;
    private final Supplier<? extends M> supplier;

    MapCodec(ScalarCodec<K> key, Codec<V> value, Supplier<? extends M> supplier) {
        this.key = key;
        this.value = value;
        this.supplier = supplier;
    }

    @Override
    public void writeField(int number, @Nullable M map, WireWriter out) {
        if (map == null) {
            return;
        }
        out.enter(map.size());
        if (map.isEmpty()) {
            Repeated.writeEmpty(number, false, out);
        }
        for (Map.Entry<K, V> entry : map.entrySet()) {
            out.writeTag(number, WireType.LENGTH);
            int mark = out.beginLength();
            key.writeField(1, entry.getKey(), out);
            value.writeField(2, entry.getValue(), out);
            out.endLength(mark);
        }
        out.leave();
    }

    @Override
    public M readField(WireReader in, @Nullable M soFar) {
        M map = soFar != null ? soFar : supplier.get();
        in.enter();
        if (in.isCompanion()) {
            in.skipField();
        } else {
            readEntries(in, map);
        }
        in.leave();
        return map;
    }

    private void readEntries(WireReader in, M map) {
        in.expect(WireType.LENGTH);
        Collisions collisions = Collisions.in(map).with(map.keySet(), in);
        int tag = in.tag();
        do {
            readEntry(in, map, collisions);
            in.checkElements(map.size());
        } while (in.nextIs(tag));
    }

    @Override
    M empty() {
        return supplier.get();
    }

    private void readEntry(WireReader in, M map, Collisions collisions) {
        K readKey = null;
        V readValue = null;
        boolean hasKey = false;
        boolean hasValue = false;
        int outer = in.beginLength();
        for (int field = in.nextField(); field != 0; field = in.nextField()) {
            switch (field) {
                case 1 -> {
                    readKey = key.readField(in, null);
                    hasKey = true;
                }
                case 2 -> {
                    readValue = value.readField(in, readValue);
                    hasValue = true;
                }
                default -> in.skipField();
            }
        }
        in.endLength(outer);
        boolean unknown = (hasKey && readKey == null) || (hasValue && readValue == null);
        if (!unknown) {
            put(map, readKey, hasValue ? readValue : value.absent(), collisions);
        }
    }

    @Override
    public void writeJson(M map, JsonWriter out) {
        out.beginMap(map.size());
        for (Map.Entry<K, V> entry : map.entrySet()) {
            if (entry.getKey() == null) {
                throw new CodecException("a null key, which JSON cannot carry (expected: a " + key.name() + ")");
            }
            out.writeKey(key.toText(entry.getKey()));
            out.writeValue(entry.getValue(), value);
        }
        out.endObject();
    }

    @Override
    public M readJson(JsonReader in) {
        M map = supplier.get();
        Collisions collisions = Collisions.in(map);
        in.beginMap();
        for (String text = in.nextKey(map.size()); text != null; text = in.nextKey(map.size())) {
            K readKey = key.parse(text);
            boolean isNull = in.isNull();
            V readValue = in.readValue(value);
            if (readKey != null && (isNull || readValue != null)) {
                if (map.containsKey(readKey)) {
                    throw new CodecException("the key " + CodecException.quote(text) + " twice");
                }
                put(map, readKey, readValue, collisions);
            }
        }
        return map;
    }

    @Override
    public void print(M map, TextPrinter out) {
        out.entries(map.entrySet(), map.size(), entry -> {
            out.value(entry.getKey(), key).arrow();
            out.value(entry.getValue(), value);
        });
    }

    private void put(M map, @Nullable K readKey, @Nullable V readValue, Collisions collisions) {
        int size = map.size();
        try {
            map.put(readKey, readValue);
            if (map.size() > size) {
                collisions.add(readKey);
            }
        } catch (NullPointerException e) {
            throw new CodecException("a null key or value in a map that takes none", e);
        }
    }
}

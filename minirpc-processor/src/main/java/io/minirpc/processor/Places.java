package io.minirpc.processor;

import java.util.HashMap;
import java.util.Map;

/** The places of everything that has a key in the lock, such as {@code shop.Order.price}. */
final class Places {
    private final JavaTypes java;
    private final Place root;
    private final Map<String, Place> byKey = new HashMap<>();

    /** @param root the interface or message that is being read */
    Places(JavaTypes java, Place root) {
        this.java = java;
        this.root = root;
    }

    void put(String key, Place place) {
        byKey.putIfAbsent(key, place);
    }

    /** Returns the place of a key; of what is not there, or lies in a class file, that of what is around it. */
    Place of(String key) {
        String around = key;
        while (!around.isEmpty()) {
            Place place = byKey.get(around);
            if (place != null && java.isSource(place.element())) {
                return place;
            }
            around = around.substring(0, Math.max(0, around.lastIndexOf('.')));
        }
        return root;
    }
}

package io.minirpc.registry.etcd;

import com.google.protobuf.ByteString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The other processes that announce one address, by their leases: servers behind one virtual IP, or a new server beside
 * an old one that drains. At most {@link #MAX} are known. For the registry's thread alone.
 */
final class Rivals {
    private static final int MAX = 16;

    private final Map<Long, ByteString> values = new LinkedHashMap<>();

    /** Adds a rival and the value it announces, and returns whether it is new. */
    boolean add(long lease, ByteString value) {
        boolean isNew = values.put(lease, value) == null;
        if (values.size() > MAX) {
            remove(values.keySet().iterator().next());
        }
        return isNew;
    }

    void remove(long lease) {
        values.remove(lease);
    }

    /** Returns the lease and value of any rival, or null if there is none. */
    Map.@Nullable Entry<Long, ByteString> any() {
        return values.isEmpty() ? null : values.entrySet().iterator().next();
    }
}

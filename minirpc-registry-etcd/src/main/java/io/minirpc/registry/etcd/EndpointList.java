package io.minirpc.registry.etcd;

import io.minirpc.discovery.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The endpoints of a service as they follow from what etcd tells. That keys vanish takes their endpoints off while
 * others remain. The last ones are kept until others appear, unless they were taken back: a lease that ended and a key
 * that was deleted look the same, so it is the mark before a deletion that tells. Not thread-safe.
 */
final class EndpointList {
    private Map<String, Entry> entries = new HashMap<>();
    private Map<String, Entry> kept = Map.of();
    private long snapshotRevision;

    /** What a key says since which revision. */
    record Entry(Endpoint endpoint, long revision) {}

    /** Takes all that is there at a revision in place of what was. */
    void snapshot(Map<String, Entry> all, Set<String> leaving, long revision) {
        Map<String, Entry> before = current();
        entries = new HashMap<>(all);
        snapshotRevision = revision;
        keep(before, leaving);
    }

    /** Takes an endpoint that was put. */
    void put(String key, Endpoint endpoint, long revision) {
        if (revision > snapshotRevision) {
            entries.put(key, new Entry(endpoint, revision));
            kept = Map.of();
        }
    }

    /** Takes off an endpoint that is leaving. */
    void leaving(String key, long revision) {
        Entry last = kept.get(key);
        if (last != null && revision > last.revision) { // even where a newer list lacked it: that is why it did
            kept = without(kept, key);
        }
        if (revision > snapshotRevision) {
            entries.remove(key);
        }
    }

    /** Takes off an endpoint whose key is gone, unless it is the last. */
    void delete(String key, long revision) {
        if (revision > snapshotRevision && entries.containsKey(key)) {
            Map<String, Entry> before = Map.copyOf(entries);
            entries.remove(key);
            keep(before, Set.of());
        }
    }

    /** Returns whether the endpoints are not in etcd any more. */
    boolean isKept() {
        return !kept.isEmpty();
    }

    /** Returns the endpoints by address. */
    List<Endpoint> endpoints() {
        Map<String, Entry> byAddress = new TreeMap<>();
        for (Entry entry : current().values()) { // of two keys with one address the newer one is right
            byAddress.merge(entry.endpoint.address(), entry, (a, b) -> a.revision > b.revision ? a : b);
        }
        List<Endpoint> list = new ArrayList<>();
        byAddress.values().forEach(entry -> list.add(entry.endpoint));
        return List.copyOf(list);
    }

    private Map<String, Entry> current() {
        return entries.isEmpty() ? kept : entries;
    }

    private void keep(Map<String, Entry> before, Set<String> leaving) {
        kept = Map.of();
        if (entries.isEmpty()) {
            kept = Map.copyOf(before);
            for (String key : new HashSet<>(leaving)) {
                kept = without(kept, key);
            }
        }
    }

    private static Map<String, Entry> without(Map<String, Entry> entries, String key) {
        Map<String, Entry> others = new HashMap<>(entries);
        others.remove(key);
        return Map.copyOf(others);
    }
}

package io.minirpc.processor.lock;

import java.util.LinkedHashMap;
import java.util.Map;

/** The statuses of a lock's lines, by key. */
final class Statuses {
    private final Map<Key, Status> byKey = new LinkedHashMap<>();

    private Statuses() {}

    static Map<Key, Status> of(LockFile lock) {
        Statuses statuses = new Statuses();
        lock.services().forEach(statuses::service);
        lock.types().forEach(statuses::type);
        return statuses.byKey;
    }

    private void service(LockedService service) {
        Key block = Key.of(service.name());
        put(block, service.status());
        for (LockedMethod method : service.methods()) {
            Key key = block.child(method.name());
            put(key, method.status());
            method.parameters().forEach(parameter -> put(key.child(parameter.name()), parameter.status()));
        }
    }

    private void type(LockedType type) {
        Key block = Key.of(type.name());
        put(block, type.status());
        type.lines().forEach(line -> put(block.child(line.name()), line.status()));
    }

    /** Puts a status. Where a name is there twice, that in use counts, and the reason of either. */
    private void put(Key key, Status status) {
        Status other = byKey.get(key);
        if (other == null) {
            byKey.put(key, status);
            return;
        }
        Status first = status.isGone() ? other : status;
        Status second = status.isGone() ? status : other;
        byKey.put(key, first.reason().isEmpty() ? new Status(first.state(), second.reason()) : first);
    }
}

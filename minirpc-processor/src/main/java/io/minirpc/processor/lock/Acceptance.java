package io.minirpc.processor.lock;

import java.util.HashMap;
import java.util.Map;

/** The breaks that people have accepted, by the key of the line, with their reasons. */
final class Acceptance {
    private final Map<Key, String> reasons = new HashMap<>();

    private Acceptance() {}

    /** Returns the lines of a lock that {@code accept} has opened. */
    static Acceptance open(LockFile lock) {
        Acceptance acceptance = new Acceptance();
        Statuses.of(lock).forEach((key, status) -> {
            if (status.isOpen()) {
                acceptance.reasons.put(key, status.reason());
            }
        });
        return acceptance;
    }

    /** Returns the lines with reasons that an older lock does not have: once merged, a reason is history. */
    static Acceptance since(LockFile old, LockFile lock) {
        Acceptance acceptance = new Acceptance();
        Map<Key, Status> before = Statuses.of(old);
        Statuses.of(lock).forEach((key, status) -> {
            String reason = status.reason();
            if (!reason.isEmpty()
                    && !reason.equals(before.getOrDefault(key, Status.LIVE).reason())) {
                acceptance.reasons.put(key, reason);
            }
        });
        return acceptance;
    }

    /** Returns the reason for a line, or for the method around it; empty where no break is accepted. */
    String reason(Key key) {
        String reason = reasons.getOrDefault(key, "");
        boolean isParameter = !key.parameter().isEmpty();
        return reason.isEmpty() && isParameter ? reason(new Key(key.block(), key.member(), "")) : reason;
    }
}

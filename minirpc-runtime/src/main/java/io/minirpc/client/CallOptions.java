package io.minirpc.client;

import io.minirpc.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * The options of a call. Immutable.
 *
 * @param timeoutNanos how long it may take; 0 for what the method or the client says
 * @param hashKey what balancers that hash tell calls apart by, or null for what the method says
 * @param metadata what travels along
 */
record CallOptions(long timeoutNanos, @Nullable String hashKey, Metadata metadata) {
    static final CallOptions NONE = new CallOptions(0, null, Metadata.EMPTY);

    CallOptions withTimeout(long nanos) {
        return new CallOptions(nanos, hashKey, metadata);
    }

    CallOptions withHashKey(String key) {
        return new CallOptions(timeoutNanos, key, metadata);
    }

    CallOptions withMetadata(Metadata along) {
        return new CallOptions(timeoutNanos, hashKey, along);
    }
}

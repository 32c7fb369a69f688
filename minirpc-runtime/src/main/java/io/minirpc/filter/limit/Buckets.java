package io.minirpc.filter.limit;

import io.minirpc.Invocation;
import org.jspecify.annotations.Nullable;

/** Which bucket a call takes its permit from. Thread-safe. */
@FunctionalInterface
interface Buckets {
    /** Returns the call's bucket, or null where it needs no permit. */
    @Nullable
    TokenBucket of(Invocation call, long now);
}

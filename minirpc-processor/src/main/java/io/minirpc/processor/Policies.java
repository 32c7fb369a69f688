package io.minirpc.processor;

import io.minirpc.annotation.Hedge;
import io.minirpc.annotation.RateLimit;
import io.minirpc.annotation.Retry;
import org.jspecify.annotations.Nullable;

/**
 * What a method or a type says for filters.
 *
 * @param retry null where nothing is said of it, as are the others
 */
record Policies(
        boolean isIdempotent,
        @Nullable Retry retry,
        @Nullable Hedge hedge,
        @Nullable RateLimit rateLimit) {

    /** Returns these, and where they say nothing what others say. */
    Policies or(Policies others) {
        return new Policies(
                isIdempotent || others.isIdempotent,
                retry == null ? others.retry : retry,
                hedge == null ? others.hedge : hedge,
                rateLimit == null ? others.rateLimit : rateLimit);
    }
}

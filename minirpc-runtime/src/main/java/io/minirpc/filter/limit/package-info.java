/**
 * Limits: {@link io.minirpc.filter.limit.RateLimitFilter} for calls a second,
 * {@link io.minirpc.filter.limit.ConcurrencyLimitFilter} for calls at a time.
 */
@NullMarked
package io.minirpc.filter.limit;

import org.jspecify.annotations.NullMarked;

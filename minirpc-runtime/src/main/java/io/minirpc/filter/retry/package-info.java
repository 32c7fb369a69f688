/**
 * Retries and hedging: calls that are attempted more than once, bounded by a budget. Start with
 * {@link io.minirpc.filter.retry.RetryFilter}.
 */
@NullMarked
package io.minirpc.filter.retry;

import org.jspecify.annotations.NullMarked;

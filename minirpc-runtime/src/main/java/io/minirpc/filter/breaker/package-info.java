/**
 * A circuit breaker: an endpoint or method that keeps failing is not called for a while. Start with
 * {@link io.minirpc.filter.breaker.CircuitBreakerFilter}.
 */
@NullMarked
package io.minirpc.filter.breaker;

import org.jspecify.annotations.NullMarked;

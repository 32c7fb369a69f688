/**
 * Metrics. {@link io.minirpc.micrometer.MetricsFilter} measures calls, on either side;
 * {@link io.minirpc.micrometer.ClientMetrics} and {@link io.minirpc.micrometer.ServerMetrics} show what clients and
 * servers have, such as connections.
 */
@NullMarked
package io.minirpc.micrometer;

import org.jspecify.annotations.NullMarked;

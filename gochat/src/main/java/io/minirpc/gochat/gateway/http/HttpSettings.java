package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.limit.Rate;

/**
 * The settings of HTTP.
 *
 * @param metricsFromAnywhere whether others than loopback may read metrics
 * @param tracesFromAnywhere whether others than loopback may read traces, which name users
 * @param requestsOfAddress how many requests about accounts one address may send
 */
public record HttpSettings(boolean metricsFromAnywhere, boolean tracesFromAnywhere, Rate requestsOfAddress) {
    public static final HttpSettings DEFAULT = new HttpSettings(false, false, new Rate(100, 20));

    public HttpSettings withMetricsFromAnywhere(boolean fromAnywhere) {
        return new HttpSettings(fromAnywhere, tracesFromAnywhere, requestsOfAddress);
    }

    public HttpSettings withTracesFromAnywhere(boolean fromAnywhere) {
        return new HttpSettings(metricsFromAnywhere, fromAnywhere, requestsOfAddress);
    }

    public HttpSettings withRequestsOfAddress(Rate rate) {
        return new HttpSettings(metricsFromAnywhere, tracesFromAnywhere, rate);
    }
}

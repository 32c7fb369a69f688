package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.limit.Rate;

/**
 * The settings of HTTP.
 *
 * @param metricsFromAnywhere whether others than loopback may read metrics
 * @param requestsOfAddress how many requests about accounts one address may send
 */
public record HttpSettings(boolean metricsFromAnywhere, Rate requestsOfAddress) {
    public static final HttpSettings DEFAULT = new HttpSettings(false, new Rate(100, 20));

    public HttpSettings withMetricsFromAnywhere(boolean fromAnywhere) {
        return new HttpSettings(fromAnywhere, requestsOfAddress);
    }

    public HttpSettings withRequestsOfAddress(Rate rate) {
        return new HttpSettings(metricsFromAnywhere, rate);
    }
}

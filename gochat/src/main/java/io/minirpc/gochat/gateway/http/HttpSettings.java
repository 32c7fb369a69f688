package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.limit.Rate;

/**
 * The settings of HTTP.
 *
 * @param secureCookies whether browsers send cookies over TLS alone; false only where there is none, as on loopback
 * @param metricsFromAnywhere whether others than loopback may read metrics
 * @param requestsOfAddress how many requests about accounts one address may send
 */
public record HttpSettings(boolean secureCookies, boolean metricsFromAnywhere, Rate requestsOfAddress) {
    public static final HttpSettings DEFAULT = new HttpSettings(false, false, new Rate(100, 20));

    public HttpSettings withSecureCookies(boolean secure) {
        return new HttpSettings(secure, metricsFromAnywhere, requestsOfAddress);
    }

    public HttpSettings withMetricsFromAnywhere(boolean fromAnywhere) {
        return new HttpSettings(secureCookies, fromAnywhere, requestsOfAddress);
    }

    public HttpSettings withRequestsOfAddress(Rate rate) {
        return new HttpSettings(secureCookies, metricsFromAnywhere, rate);
    }
}

package io.minirpc.filter.breaker;

/**
 * What circuit breakers go by.
 *
 * @param failureRate which share of calls may not fail
 * @param minCalls how many calls there have to be in a window to be judged
 * @param windowNanos how long a call is remembered
 * @param openNanos how long no call is let through, at least
 * @param probes how many calls have to succeed then
 */
record BreakerSettings(double failureRate, int minCalls, long windowNanos, long openNanos, int probes) {}

package io.minirpc.client;

import io.minirpc.StatusCode;
import io.minirpc.balancer.Candidate;
import io.minirpc.discovery.Endpoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An endpoint of a service, with what the service's calls tell of it. Thread-safe, except where it says that the
 * route's loop has to call.
 */
final class Member implements Candidate {
    /** New endpoints begin with this part of their weight; Envoy's default. */
    private static final double LEAST_SHARE = 0.1;

    private final Target target;
    private final OutlierDetection outliers;
    private final long slowStartNanos;
    private final Runnable alarm;
    private final AtomicInteger pending = new AtomicInteger();
    private final PeakEwma latency = new PeakEwma();
    private final AtomicInteger failuresInRow = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Endpoint endpoint;
    private volatile boolean ejected;
    private volatile boolean warming;
    private long warmSinceNanos;
    private long ejectedUntilNanos;
    private int ejections;

    /**
     * Creates what stands for an endpoint.
     *
     * @param alarm called when too many calls have failed in a row, on any thread
     */
    Member(Endpoint endpoint, Target target, OutlierDetection outliers, Duration slowStart, Runnable alarm) {
        this.endpoint = endpoint;
        this.target = target;
        this.outliers = outliers;
        this.alarm = alarm;
        slowStartNanos = slowStart.toNanos();
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Takes over the registry's news of the endpoint. */
    void endpoint(Endpoint newest) {
        endpoint = newest;
    }

    Target target() {
        return target;
    }

    @Override
    public double weight() {
        int whole = endpoint.weight();
        if (!warming) {
            return whole;
        }
        double share = (double) (System.nanoTime() - warmSinceNanos) / slowStartNanos;
        return whole * Math.min(1, Math.max(LEAST_SHARE, share));
    }

    @Override
    public int pending() {
        return pending.get();
    }

    @Override
    public double latencyNanos() {
        return latency.nanos(System.nanoTime());
    }

    /** Says that a call goes to this endpoint. */
    void callStarted() {
        pending.incrementAndGet();
    }

    /** Says that a call has ended that went to this endpoint. */
    void callEnded() {
        pending.decrementAndGet();
    }

    /** Says that the endpoint answered a call after so long. */
    void answered(long nanos, long nowNanos) {
        latency.add(nanos, nowNanos);
    }

    /** Says how a call ended, as far as the endpoint is to praise or to blame. */
    void outcome(StatusCode code) {
        calls.incrementAndGet();
        switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, DATA_LOSS -> {
                failures.incrementAndGet();
                if (failuresInRow.incrementAndGet() == outliers.consecutiveFailures()) {
                    alarm.run();
                }
            }
            default -> {
                if (failuresInRow.get() != 0) {
                    failuresInRow.set(0);
                }
            }
        }
    }

    EndpointStatus status() {
        EndpointStatus.State state = ejected
                ? EndpointStatus.State.EJECTED
                : isReady() ? EndpointStatus.State.READY : EndpointStatus.State.CONNECTING;
        return new EndpointStatus(endpoint, state, pending(), Duration.ofNanos((long) latencyNanos()));
    }

    boolean isReady() {
        return target.pool().isReady();
    }

    boolean isEjected() {
        return ejected;
    }

    /** Begins with little weight; on the route's loop. */
    void warmUp(long nowNanos) {
        if (slowStartNanos > 0) {
            warmSinceNanos = nowNanos;
            warming = true;
        }
    }

    /** Tells whether the endpoint fails too many calls in a row; on the route's loop. */
    boolean failsInRow() {
        return !ejected && failuresInRow.get() >= outliers.consecutiveFailures();
    }

    /** Tells whether too many of the calls have failed since this was asked last; on the route's loop. */
    boolean failedTooOften() {
        int all = calls.getAndSet(0);
        int failed = failures.getAndSet(0);
        boolean tooOften = !ejected && all >= outliers.minCalls() && failed > outliers.failureRate() * all;
        if (!ejected && !tooOften && ejections > 0) {
            ejections--; // an interval without reproach
        }
        return tooOften;
    }

    /** Leaves the endpoint out for a while; on the route's loop. Returns for how long. */
    Duration eject(long nowNanos) {
        long nanos = outliers.ejectionNanos(ejections++);
        ejectedUntilNanos = nowNanos + nanos;
        ejected = true;
        return Duration.ofNanos(nanos);
    }

    /**
     * Takes up again what has been left out for long enough, and tells whether the endpoint has changed or its weight
     * grows; on the route's loop.
     */
    boolean tick(long nowNanos) {
        boolean changed = warming;
        if (warming && nowNanos - warmSinceNanos >= slowStartNanos) {
            warming = false;
        }
        if (ejected && nowNanos - ejectedUntilNanos >= 0) {
            ejected = false;
            failuresInRow.set(0);
            calls.set(0);
            failures.set(0);
            warmUp(nowNanos);
            changed = true;
        }
        return changed;
    }
}

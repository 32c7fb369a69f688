package io.minirpc.client;

import io.minirpc.StatusCode;
import io.minirpc.balancer.Candidate;
import io.minirpc.discovery.Endpoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An endpoint of a service, with its load, its latency and its failures. Thread-safe, except for methods that only the
 * route's loop may call.
 */
final class Member implements Candidate {
    /** New endpoints begin with this part of their weight; Envoy's default. */
    private static final double LEAST_SHARE = 0.1;

    private final ConnectionPool pool;
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
    private boolean failedMostly;
    private boolean failedTooOften;
    private long warmSinceNanos;
    private long ejectedUntilNanos;
    private int ejections;

    /**
     * Creates an endpoint without calls.
     *
     * @param alarm called when too many calls have failed in a row, and again after as many, on any thread
     */
    Member(Endpoint endpoint, ConnectionPool pool, OutlierDetection outliers, Duration slowStart, Runnable alarm) {
        this.endpoint = endpoint;
        this.pool = pool;
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

    ConnectionPool pool() {
        return pool;
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

    /** Records that a call goes to this endpoint. */
    void callStarted() {
        pending.incrementAndGet();
    }

    /** Records the end of a call to this endpoint. */
    void callEnded() {
        pending.decrementAndGet();
    }

    /** Records the latency of an answer. */
    void answered(long nanos, long nowNanos) {
        latency.add(nanos, nowNanos);
    }

    /** Records a call's outcome for outlier detection. */
    void outcome(StatusCode code) {
        calls.incrementAndGet();
        switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, INTERNAL, DATA_LOSS -> {
                failures.incrementAndGet();
                if (failuresInRow.incrementAndGet() % outliers.consecutiveFailures() == 0) {
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
        return pool.isReady();
    }

    boolean isEjected() {
        return ejected;
    }

    /** Returns whether calls can go there, and should. */
    boolean isUsable() {
        return isReady() && !ejected;
    }

    /** Begins with little weight; on the route's loop. */
    void warmUp(long nowNanos) {
        if (slowStartNanos > 0) {
            warmSinceNanos = nowNanos;
            warming = true;
        }
    }

    /** Returns whether the endpoint fails too many calls in a row; on the route's loop. */
    boolean failsInRow() {
        return failuresInRow.get() >= outliers.consecutiveFailures();
    }

    /** Judges the calls since the last judgement; on the route's loop. */
    void endInterval() {
        int all = calls.getAndSet(0);
        int failed = failures.getAndSet(0);
        failedMostly = failed > outliers.failureRate() * all;
        failedTooOften = failedMostly && all >= outliers.minCalls();
        if (!ejected && !failedTooOften && ejections > 0) {
            ejections--; // an interval without reproach
        }
    }

    /** Returns whether too large a share of the last interval's calls failed, however few they were. */
    boolean failedMostly() {
        return failedMostly;
    }

    /** Returns whether too large a share of the last interval's calls failed, and they were enough to be judged. */
    boolean failedTooOften() {
        return failedTooOften;
    }

    /** Leaves the endpoint out for a while; on the route's loop. Returns for how long. */
    Duration eject(long nowNanos) {
        long nanos = outliers.ejectionNanos(ejections++);
        ejectedUntilNanos = nowNanos + nanos;
        ejected = true;
        return Duration.ofNanos(nanos);
    }

    /** Takes the endpoint up again, since the others do no better; on the route's loop. */
    void readmit() {
        ejected = false;
        ejections--;
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

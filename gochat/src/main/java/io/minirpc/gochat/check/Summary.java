package io.minirpc.gochat.check;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.util.Map;

/**
 * The figures of a run.
 *
 * @param seed makes the same choices once more
 * @param seconds from the first message to the end of the load
 * @param unknown messages without an answer
 * @param shown messages on screens, each screen counted
 * @param reconnects over all connections
 * @param inTail reconnects while nobody should reconnect
 * @param findings by kind
 * @param answering from the first try of a message or change to its {@code sent}, retries included
 * @param healing from commit to an open screen
 */
@RpcField(name = "summary")
@RpcMessage
record Summary(
        long seed,
        int users,
        int screens,
        int conversations,
        double seconds,
        int sent,
        int changes,
        int unknown,
        Map<String, Integer> refused,
        long shown,
        int reconnects,
        @RpcField(name = "in_tail") int inTail,
        Map<String, Integer> findings,
        Answering answering,
        Healing healing)
        implements ReportLine {
    /** Delays in milliseconds. */
    @RpcMessage
    record Answering(
            long count,
            @RpcField(name = "p50_ms") double p50,
            @RpcField(name = "p99_ms") double p99,
            @RpcField(name = "max_ms") double max) {
        static Answering of(Delays delays) {
            return new Answering(delays.count(), delays.quantile(0.5), delays.quantile(0.99), delays.max());
        }
    }

    /** Delays in milliseconds. */
    @RpcMessage
    record Healing(
            long count,
            @RpcField(name = "p50_ms") double p50,
            @RpcField(name = "p99_ms") double p99,
            @RpcField(name = "max_ms") double max,
            @RpcField(name = "promise_ms") double promise) {
        static Healing of(Delays delays, long promiseNanos) {
            return new Healing(
                    delays.count(), delays.quantile(0.5), delays.quantile(0.99), delays.max(), promiseNanos / 1e6);
        }
    }
}

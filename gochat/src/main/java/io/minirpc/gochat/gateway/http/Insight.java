package io.minirpc.gochat.gateway.http;

import io.minirpc.gochat.trace.TraceReport;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * The sources of what operators ask of a process.
 *
 * @param faults returns why this process is not ready, asked on event loops; empty if it is
 * @param metrics returns the metrics in the text format of Prometheus, asked on the common pool
 * @param traces returns what is known of a message by its id, asked on the common pool
 */
public record Insight(Supplier<List<String>> faults, Supplier<String> metrics, LongFunction<TraceReport> traces) {}

package io.minirpc.gochat.why;

import io.minirpc.gochat.trace.TraceReport;
import java.util.List;
import java.util.Map;

/**
 * The answers of processes.
 *
 * @param failures by the address of the process that gave none
 */
record Answers(List<TraceReport> reports, Map<String, String> failures) {
    /** Returns those that know something of the message. */
    List<TraceReport> found() {
        return reports.stream().filter(report -> !report.spans().isEmpty()).toList();
    }
}

/** Turns samples into what is printed, written and drawn. Start at {@link io.minirpc.benchmarks.report.Results}. */
@NullMarked
package io.minirpc.benchmarks.report;

import org.jspecify.annotations.NullMarked;

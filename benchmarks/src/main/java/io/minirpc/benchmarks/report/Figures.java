package io.minirpc.benchmarks.report;

import io.minirpc.benchmarks.load.Sample;
import io.minirpc.benchmarks.load.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Medians of a peer's samples of one workload, in the units of {@link Sample}; spread is how far the best and the worst
 * round are apart in calls a second, as a part of the median.
 */
public record Figures(
        String peer,
        Workload workload,
        int rounds,
        double callsPerSecond,
        double spread,
        double p50Nanos,
        double p99Nanos,
        double p999Nanos,
        double clientCpuNanos,
        double serverCpuNanos,
        double clientAllocatedBytes,
        double serverAllocatedBytes,
        double clientResidentBytes,
        double serverResidentBytes) {

    static Figures of(String peer, Workload workload, List<Sample> samples) {
        double[] rates = sorted(samples, Sample::callsPerSecond);
        double rate = median(rates);
        return new Figures(
                peer,
                workload,
                samples.size(),
                rate,
                (rates[rates.length - 1] - rates[0]) / rate,
                median(sorted(samples, Sample::p50Nanos)),
                median(sorted(samples, Sample::p99Nanos)),
                median(sorted(samples, Sample::p999Nanos)),
                median(sorted(samples, Sample::clientCpuNanos)),
                median(sorted(samples, Sample::serverCpuNanos)),
                median(sorted(samples, Sample::clientAllocatedBytes)),
                median(sorted(samples, Sample::serverAllocatedBytes)),
                median(sorted(samples, Sample::clientResidentBytes)),
                median(sorted(samples, Sample::serverResidentBytes)));
    }

    private static double[] sorted(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).sorted().toArray();
    }

    /** Returns the middle of sorted values, or the mean of the two in the middle. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }
}

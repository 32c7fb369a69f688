package io.minirpc.benchmarks.report;

import io.minirpc.benchmarks.load.IdleSample;
import io.minirpc.benchmarks.load.Sample;
import io.minirpc.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run measured so far. Not thread-safe. */
public final class Results {
    private final List<String> peers;
    private final List<Workload> workloads;
    private final List<Sample> samples = new ArrayList<>();
    private final List<IdleSample> idleSamples = new ArrayList<>();

    /** Starts with nothing; peers and workloads are reported in the order given. */
    public Results(List<String> peers, List<Workload> workloads) {
        this.peers = List.copyOf(peers);
        this.workloads = List.copyOf(workloads);
    }

    public void add(Sample sample) {
        samples.add(sample);
    }

    public void add(IdleSample sample) {
        idleSamples.add(sample);
    }

    List<String> peers() {
        return peers;
    }

    List<Workload> workloads() {
        return workloads;
    }

    List<Sample> samples() {
        return samples;
    }

    List<IdleSample> idleSamples() {
        return idleSamples;
    }

    /** Returns the medians of all that was measured. */
    List<Figures> figures() {
        return workloads.stream()
                .flatMap(workload -> peers.stream().flatMap(peer -> figures(peer, workload).stream()))
                .toList();
    }

    /** Returns the medians of a peer's samples of a workload; empty where it was not measured. */
    Optional<Figures> figures(String peer, Workload workload) {
        List<Sample> those = samples.stream()
                .filter(sample ->
                        sample.peer().equals(peer) && sample.workload().equals(workload))
                .toList();
        return those.isEmpty() ? Optional.empty() : Optional.of(Figures.of(peer, workload, those));
    }

    Optional<IdleSample> idle(String peer) {
        return idleSamples.stream().filter(sample -> sample.peer().equals(peer)).findFirst();
    }
}

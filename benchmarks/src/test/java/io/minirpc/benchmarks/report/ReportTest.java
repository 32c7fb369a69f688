package io.minirpc.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.minirpc.benchmarks.load.IdleSample;
import io.minirpc.benchmarks.load.Mode;
import io.minirpc.benchmarks.load.Operation;
import io.minirpc.benchmarks.load.Sample;
import io.minirpc.benchmarks.load.Workload;
import io.minirpc.benchmarks.peer.Peers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Workload WORKLOAD = new Workload(Mode.SERIAL, Operation.EXIST);
    private static final Machine MACHINE = new Machine(2, "a <CPU>", 8L << 30, "a kernel", "a JDK");

    private final Results results = new Results(List.of(Peers.GRPC, Peers.MINIRPC), List.of(WORKLOAD));

    @Test
    void figuresAreMediansOfRounds() {
        results.add(sample(Peers.GRPC, 100));
        results.add(sample(Peers.GRPC, 300));
        results.add(sample(Peers.GRPC, 200));

        Figures figures = results.figures(Peers.GRPC, WORKLOAD).orElseThrow();

        assertThat(figures.callsPerSecond()).isEqualTo(200);
        assertThat(figures.spread()).isEqualTo(1.0);
        assertThat(figures.rounds()).isEqualTo(3);
    }

    @Test
    void ofAnEvenNumberOfRoundsTheMiddleTwoCount() {
        results.add(sample(Peers.GRPC, 100));
        results.add(sample(Peers.GRPC, 200));

        assertThat(results.figures(Peers.GRPC, WORKLOAD).orElseThrow().callsPerSecond())
                .isEqualTo(150);
    }

    @Test
    void targetsStandBesideWhatWasMeasured() {
        results.add(sample(Peers.GRPC, 100));
        results.add(sample(Peers.MINIRPC, 250));
        results.add(new IdleSample(Peers.MINIRPC, 10, 9000, 1000));

        assertThat(Goals.of(results))
                .map(Goal::toString)
                .containsExactly("2.50x (>= 2x) ok", "9000 (<= 8192) above", "1000 (<= 8192) ok");
        assertThat(TextReport.of(results)).contains("| QPS, minirpc / grpc ", "| existUser serial |");
    }

    @Test
    void whatWasNotMeasuredHasNoTarget() {
        results.add(sample(Peers.MINIRPC, 250));

        assertThat(Goals.of(results)).isEmpty();
    }

    @Test
    void theLongestBarIsThePanelsBest() {
        results.add(sample(Peers.GRPC, 100));
        results.add(sample(Peers.MINIRPC, 200));

        String svg = Plot.of(results, MACHINE);

        assertThat(svg)
                .contains("class=\"rival\" x=\"180\" y=\"64\" width=\"295.0\"")
                .contains("class=\"ours\" x=\"180\" y=\"84\" width=\"590.0\"")
                .contains("a &lt;CPU>");
    }

    private static Sample sample(String peer, double callsPerSecond) {
        return new Sample(peer, Mode.SERIAL, Operation.EXIST, callsPerSecond, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }
}

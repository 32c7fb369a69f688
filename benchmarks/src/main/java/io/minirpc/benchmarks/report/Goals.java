package io.minirpc.benchmarks.report;

import static io.minirpc.benchmarks.peer.Peers.GRPC;
import static io.minirpc.benchmarks.peer.Peers.GRPC_DIRECT;
import static io.minirpc.benchmarks.peer.Peers.MINIRPC;
import static io.minirpc.benchmarks.peer.Peers.MINIRPC_BINARY;
import static io.minirpc.benchmarks.peer.Peers.MINIRPC_INLINE;
import static io.minirpc.benchmarks.peer.Peers.NETTY;

import io.minirpc.benchmarks.load.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The project's targets beside a run's results. Those whose peers were not measured are left out. */
final class Goals {
    private static final double[] FASTER_THAN_GRPC = {2, 4, 10, 9, 3.5};
    private static final double[] FASTER_THAN_GRPC_DIRECT = {1.7, 3, 5, 2.3, 1.4};
    private static final double[] NEAR_NETTY = {0.9, 0.85, 0.8, 0.85, 1.2};
    private static final double[] AS_FAST = {1, 1, 1, 1, 1};
    private static final double NONE = Double.NaN;
    private static final double[] QUARTER_WHEN_ASYNC = {NONE, NONE, 0.25, 0.25, 0.25};
    private static final double[] CLIENT_BYTES = {400, 400, 400, NONE, NONE};
    private static final double[] SERVER_BYTES = {250, 250, 250, NONE, NONE};
    private static final double IDLE_HEAP_BYTES = 8192;

    private final Results results;
    private final List<Goal> goals = new ArrayList<>();

    private Goals(Results results) {
        this.results = results;
    }

    static List<Goal> of(Results results) {
        Goals goals = new Goals(results);
        goals.rates(MINIRPC, GRPC, FASTER_THAN_GRPC);
        goals.rates(MINIRPC_INLINE, GRPC_DIRECT, FASTER_THAN_GRPC_DIRECT);
        goals.rates(MINIRPC_INLINE, NETTY, NEAR_NETTY);
        goals.rates(MINIRPC_BINARY, GRPC, AS_FAST);
        goals.ratio(MINIRPC, GRPC, "p99", Figures::p99Nanos, false, QUARTER_WHEN_ASYNC);
        goals.bytes(MINIRPC_INLINE, "client", Figures::clientAllocatedBytes, CLIENT_BYTES);
        goals.bytes(MINIRPC_INLINE, "server", Figures::serverAllocatedBytes, SERVER_BYTES);
        goals.idle(MINIRPC);
        return goals.goals;
    }

    private void rates(String ours, String theirs, double[] targets) {
        ratio(ours, theirs, "QPS", Figures::callsPerSecond, true, targets);
    }

    private void ratio(
            String ours,
            String theirs,
            String what,
            ToDoubleFunction<Figures> figure,
            boolean atLeast,
            double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            Workload workload = Workload.TARGETED.get(i);
            OptionalDouble our = figure(ours, workload, figure);
            OptionalDouble their = figure(theirs, workload, figure);
            if (our.isPresent() && their.isPresent() && !Double.isNaN(targets[i])) {
                double ratio = our.getAsDouble() / their.getAsDouble();
                goals.add(new Goal(
                        what + ", " + ours + " / " + theirs, workload.toString(), targets[i], atLeast, ratio, "x"));
            }
        }
    }

    private void bytes(String ours, String side, ToDoubleFunction<Figures> figure, double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            Workload workload = Workload.TARGETED.get(i);
            OptionalDouble bytes = figure(ours, workload, figure);
            if (bytes.isPresent() && !Double.isNaN(targets[i])) {
                goals.add(new Goal(
                        "bytes a call, " + side + ", " + ours,
                        workload.toString(),
                        targets[i],
                        false,
                        bytes.getAsDouble(),
                        ""));
            }
        }
    }

    private void idle(String ours) {
        results.idle(ours).ifPresent(idle -> {
            goals.add(new Goal(
                    "heap of an idle connection, " + ours,
                    "client",
                    IDLE_HEAP_BYTES,
                    false,
                    idle.clientHeapBytes(),
                    ""));
            goals.add(new Goal(
                    "heap of an idle connection, " + ours,
                    "server",
                    IDLE_HEAP_BYTES,
                    false,
                    idle.serverHeapBytes(),
                    ""));
        });
    }

    private OptionalDouble figure(String peer, Workload workload, ToDoubleFunction<Figures> figure) {
        return results.figures(peer, workload).stream().mapToDouble(figure).findFirst();
    }
}

package io.minirpc.balancer;

import io.minirpc.discovery.Endpoint;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/**
 * Calls and servers without any: events in the order of their time. Calls come at random; of the three servers, each
 * with four workers and a queue, one takes ten times as long as the others.
 */
final class LoadSimulation {
    private static final int CALLS = 60_000;
    private static final double MEAN_SERVICE_NANOS = 1e6;
    private static final double MEAN_ARRIVAL_NANOS = MEAN_SERVICE_NANOS; // the slow one just keeps up in turn

    private final Random random = new Random(11);
    private final List<Server> servers = List.of(new Server("a", 1), new Server("b", 1), new Server("c", 10));
    private final PriorityQueue<Call> running = new PriorityQueue<>(Comparator.comparingDouble(call -> call.end));
    private final double[] latencies = new double[CALLS];
    private final Picker picker;

    LoadSimulation(Balancer balancer) {
        picker = balancer.over(servers);
    }

    /** Makes all calls. */
    LoadSimulation run() {
        double now = 0;
        for (int i = 0; i < CALLS; i++) {
            now += exponential(MEAN_ARRIVAL_NANOS);
            endCallsUntil(now);
            Server server = (Server) picker.pick(random.nextInt());
            server.take(new Call(i, now, server));
        }
        endCallsUntil(Double.POSITIVE_INFINITY);
        Arrays.sort(latencies);
        return this;
    }

    /** Returns the latency in nanoseconds that a part of the calls did not exceed. */
    double percentile(double part) {
        return latencies[(int) (part * CALLS)];
    }

    private void endCallsUntil(double time) {
        while (!running.isEmpty() && running.element().end <= time) {
            Call call = running.remove();
            latencies[call.number] = call.end - call.begin;
            call.server.ended(call);
        }
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    private static final class Call {
        private final int number;
        private final double begin;
        private final Server server;
        private double end;

        Call(int number, double begin, Server server) {
            this.number = number;
            this.begin = begin;
            this.server = server;
        }
    }

    /** A server, and what a client would know of it. */
    private final class Server implements Candidate {
        private static final double OLD_NANOS = 1e8;

        private final Endpoint endpoint;
        private final double slowness;
        private final Queue<Call> queue = new ArrayDeque<>();
        private int idleWorkers = 4;
        private int pending;
        private double average;
        private double averageTime;

        Server(String host, double slowness) {
            endpoint = Endpoint.of(host, 9000);
            this.slowness = slowness;
        }

        void take(Call call) {
            pending++;
            if (idleWorkers == 0) {
                queue.add(call);
            } else {
                idleWorkers--;
                start(call, call.begin);
            }
        }

        private void start(Call call, double now) {
            call.end = now + exponential(MEAN_SERVICE_NANOS * slowness);
            running.add(call);
        }

        void ended(Call call) {
            pending--;
            learn(call.end - call.begin, call.end);
            Call next = queue.poll();
            if (next == null) {
                idleWorkers++;
            } else {
                start(next, call.end);
            }
        }

        private void learn(double latency, double now) {
            double old = average * Math.exp((averageTime - now) / OLD_NANOS);
            average = Math.max(latency, old + latency * (1 - Math.exp((averageTime - now) / OLD_NANOS)));
            averageTime = now;
        }

        @Override
        public Endpoint endpoint() {
            return endpoint;
        }

        @Override
        public double weight() {
            return endpoint.weight();
        }

        @Override
        public int pending() {
            return pending;
        }

        @Override
        public double latencyNanos() {
            return average;
        }
    }
}

package io.minirpc.samples.arith;

import io.minirpc.MethodDescriptor;
import io.minirpc.balancer.Balancer;
import io.minirpc.balancer.Candidate;
import io.minirpc.balancer.Picker;
import io.minirpc.client.ClientListener;
import io.minirpc.client.EndpointStatus;
import io.minirpc.discovery.Endpoint;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts where calls go, by standing between a client and its balancer: whoever chooses an endpoint is watched.
 * Thread-safe.
 */
final class CallCounts implements ClientListener {
    private final Map<String, LongAdder> byAddress = new ConcurrentHashMap<>();

    /** Returns a balancer that chooses as another does. */
    Balancer watch(Balancer balancer) {
        return candidates -> {
            Picker picker = balancer.over(candidates);
            return hash -> {
                Candidate picked = picker.pick(hash);
                of(picked.endpoint().address()).increment();
                return picked;
            };
        };
    }

    /** Takes back a call that has found its connection closed, and is counted again where it goes instead. */
    @Override
    public void callMoved(String address, MethodDescriptor<?, ?> method) {
        of(address).decrement();
    }

    /** Prints how many calls went to each endpoint: first those that are known still, then those that have left. */
    void print(List<EndpointStatus> known, PrintWriter out) {
        Map<String, Long> left = new TreeMap<>();
        byAddress.forEach((address, count) -> left.put(address, count.sum()));
        double all =
                Math.max(1, left.values().stream().mapToLong(count -> count).sum());
        for (EndpointStatus status : known) {
            Endpoint endpoint = status.endpoint();
            Long count = left.remove(endpoint.address());
            print(endpoint.address(), count == null ? 0 : count, all, describe(endpoint), out);
        }
        left.forEach((address, count) -> print(address, count, all, "has left", out));
        out.flush();
    }

    private static void print(String address, long count, double all, String what, PrintWriter out) {
        out.printf(Locale.ROOT, "%-21s %9d calls %5.1f %%  %s%n", address, count, 100 * count / all, what);
    }

    private static String describe(Endpoint endpoint) {
        String version = endpoint.version();
        return "weight " + endpoint.weight() + (version.isEmpty() ? "" : ", version " + version);
    }

    private LongAdder of(String address) {
        return byAddress.computeIfAbsent(address, key -> new LongAdder());
    }
}

package io.minirpc.gochat.process;

import io.minirpc.gochat.cluster.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The memory and the descriptors of a process at one moment. Linux only.
 *
 * @param live MiB of its heap after a full collection
 * @param resident MiB in memory
 * @param descriptors how many are open
 */
record Footprint(long live, long resident, long descriptors) {
    static Footprint of(Node node) throws IOException {
        Memory memory = Memory.of(node);
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(node.pid()), "fd"))) {
            return new Footprint(memory.live(), memory.resident(), descriptors.count());
        }
    }

    /** Returns the median of each figure. */
    static Footprint median(List<Footprint> all) {
        return new Footprint(
                median(all, Footprint::live), median(all, Footprint::resident), median(all, Footprint::descriptors));
    }

    private static long median(List<Footprint> all, ToLongFunction<Footprint> figure) {
        return all.stream()
                .mapToLong(figure)
                .sorted()
                .skip(all.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return live + " MiB live, " + resident + " MiB resident, " + descriptors + " descriptors";
    }
}

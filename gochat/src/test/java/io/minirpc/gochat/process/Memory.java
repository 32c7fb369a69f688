package io.minirpc.gochat.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minirpc.gochat.cluster.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process of this JDK, in MiB. Linux only.
 *
 * @param live what is left of the heap after a full collection
 * @param resident what the process has in memory
 * @param peak the most that it ever had
 */
record Memory(long live, long resident, long peak) {
    private static final long MIB = 1 << 20;
    private static final long KIB_PER_MIB = 1_024;

    static Memory of(Node node) throws IOException {
        long live = live(node.pid());
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(node.pid()), "status"));
        return new Memory(live, figure(status, "VmRSS:") / KIB_PER_MIB, figure(status, "VmHWM:") / KIB_PER_MIB);
    }

    /** The histogram of classes counts after a full collection; its last line is the total, in instances and bytes. */
    private static long live(long pid) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        return figure(printed.lines().toList(), "Total") / MIB;
    }

    /** Returns the last number of the line that begins with a name, without its unit. */
    private static long figure(List<String> lines, String name) throws IOException {
        for (String line : lines) {
            if (line.startsWith(name)) {
                String[] words = line.replace("kB", "").trim().split("\\s+", -1);
                return Long.parseLong(words[words.length - 1]);
            }
        }
        throw new IOException(name + ": not found in " + lines);
    }

    @Override
    public String toString() {
        return live + " MiB live, " + resident + " MiB resident, " + peak + " MiB at most";
    }
}

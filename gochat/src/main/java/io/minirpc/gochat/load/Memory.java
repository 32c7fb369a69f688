package io.minirpc.gochat.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a JVM after its garbage was collected. Linux only.
 *
 * @param resident bytes of the process in memory
 * @param heap bytes of the objects that live
 */
record Memory(long resident, long heap) {
    private static final int COLLECTIONS = 3;
    private static final long PAUSE_MS = 500;
    private static final String RESIDENT = "VmRSS:";

    /** A line of {@code GC.heap_info} such as "garbage-first heap total 65536K, used 9180K"; not that of classes. */
    private static final Pattern USED = Pattern.compile("(?:heap|generation)\\b.* used (\\d+)K");

    /**
     * Collects the garbage of a JVM, which gives its free memory back, and reads its memory.
     *
     * @return nothing where the system does not tell
     * @throws IOException if the JVM has ended
     */
    static Optional<Memory> afterCollection(long pid) throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        Jcmd.run(pid, "VM.set_flag", "MinHeapFreeRatio", "5");
        Jcmd.run(pid, "VM.set_flag", "MaxHeapFreeRatio", "15");
        for (int i = 0; i < COLLECTIONS; i++) {
            Jcmd.run(pid, "GC.run"); // the later ones take what the earlier let go, and give pages back
            Thread.sleep(PAUSE_MS);
        }
        long resident = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
        return Optional.of(new Memory(resident, used(Jcmd.run(pid, "GC.heap_info"))));
    }

    /** Returns the bytes that are used, as {@code GC.heap_info} tells them for the collectors of JDK 17 and later. */
    static long used(String heapInfo) {
        Matcher lines = USED.matcher(heapInfo);
        long sum = 0;
        while (lines.find()) {
            sum += Long.parseLong(lines.group(1)) << 10;
        }
        return sum;
    }

    /** Returns what it has more than another. */
    Memory minus(Memory other) {
        return new Memory(resident - other.resident, heap - other.heap);
    }
}

package io.minirpc.gochat.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Memory and CPU time of processes. Memory is known on Linux only. */
final class Usage {
    private static final int COLLECTIONS = 3;
    private static final long PAUSE_MS = 500;
    private static final String RESIDENT = "VmRSS:";

    private Usage() {}

    /**
     * Returns the bytes that a JVM has in memory after its garbage was collected; 0 where the system does not tell.
     *
     * @throws IOException if it has ended
     */
    static long residentAfterCollection(long pid) throws IOException, InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            Jcmd.run(pid, "GC.run"); // the later ones take what the earlier let go, and give pages back
            Thread.sleep(PAUSE_MS);
        }
        return resident(pid);
    }

    private static long resident(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** Returns the CPU time that a process used so far; none where it has ended. */
    static Duration cpu(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}

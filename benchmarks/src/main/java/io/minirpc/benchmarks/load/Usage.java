package io.minirpc.benchmarks.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a JVM has used up to a moment, read in that JVM: nanoseconds of its clock, of CPU; bytes. */
public record Usage(long nanos, long cpuNanos, long allocatedBytes, long residentBytes) {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private static final @Nullable Method TOTAL_ALLOCATED_BYTES = totalAllocatedBytes();
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final int COLLECTIONS = 3;

    /** Returns this JVM's usage so far. */
    public static Usage now() {
        return new Usage(System.nanoTime(), SYSTEM.getProcessCpuTime(), allocated(), resident());
    }

    /** Collects garbage and returns the bytes of what is left. */
    public static long heapAfterCollection() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc(); // the later ones take what the reference handler let go after the earlier
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Returns CPU nanoseconds a nanosecond, since an earlier usage of the same JVM. */
    double cpuRateSince(Usage earlier) {
        return (double) (cpuNanos - earlier.cpuNanos) / (nanos - earlier.nanos);
    }

    /** Returns allocated bytes a second, since an earlier usage of the same JVM. */
    double allocationRateSince(Usage earlier) {
        return (allocatedBytes - earlier.allocatedBytes) * 1e9 / (nanos - earlier.nanos);
    }

    /** From JDK 21 on, the JVM knows its sum; before, threads that have ended are missing from ours. */
    private static long allocated() {
        if (TOTAL_ALLOCATED_BYTES == null) {
            long[] bytes = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
            return Arrays.stream(bytes).filter(threadBytes -> threadBytes > 0).sum();
        }
        try {
            return (long) TOTAL_ALLOCATED_BYTES.invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Method totalAllocatedBytes() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** Zero where the system does not tell. */
    private static long resident() {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}

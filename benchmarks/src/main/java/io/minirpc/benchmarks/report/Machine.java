package io.minirpc.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run took place. */
public record Machine(int cores, String cpu, long memoryBytes, String kernel, String jdk) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getTotalMemorySize(),
                kernelVersion(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /** Without what the distribution has added to the version. */
    private static String kernelVersion() {
        return System.getProperty("os.name") + " "
                + System.getProperty("os.version").replaceFirst("-.*", "") + " " + System.getProperty("os.arch");
    }

    private static String cpuModel() {
        try {
            return Files.readAllLines(CPU_INFO).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown CPU");
        } catch (IOException e) {
            return "unknown CPU";
        }
    }

    @Override
    public String toString() {
        return cores + " cores of " + cpu + ", " + (memoryBytes >> 30) + " GiB, " + kernel + ", " + jdk;
    }
}

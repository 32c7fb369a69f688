package io.minirpc.gochat.load;

import io.minirpc.annotation.RpcField;
import io.minirpc.annotation.RpcMessage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine of a run. */
@RpcMessage
record Machine(
        int cores,
        String cpu,
        @RpcField(name = "memory_bytes") long memoryBytes,
        String kernel,
        String jdk) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                cpuModel(),
                ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getTotalMemorySize(),
                System.getProperty("os.name") + " "
                        + System.getProperty("os.version").replaceFirst("-.*", ""),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
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

    /** Returns the machine in words. */
    String text() {
        return cores + " cores of " + cpu + ", " + (memoryBytes >> 30) + " GiB, " + kernel + ", " + jdk;
    }
}

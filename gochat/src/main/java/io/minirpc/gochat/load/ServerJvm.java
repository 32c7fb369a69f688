package io.minirpc.gochat.load;

import java.util.List;

/** The options of the JVMs under load: what a heap does not need goes back to the system when it was collected. */
final class ServerJvm {
    static final List<String> OPTIONS = List.of(
            "-Xms64m",
            "-Xmx1g",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=15",
            "--enable-native-access=ALL-UNNAMED");

    private ServerJvm() {}
}

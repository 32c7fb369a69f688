package io.minirpc.gochat.load;

import java.util.List;

/**
 * The options of the JVMs under load. A heap begins small, and returns to the system what it does not need after a
 * collection: memory that is free, but resident, would hide that of connections.
 */
final class ServerJvm {
    static final List<String> OPTIONS = List.of(
            "-Xms8m",
            "-Xmx1g",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=15",
            "--enable-native-access=ALL-UNNAMED");

    private ServerJvm() {}
}

package io.minirpc.gochat.load;

import java.util.List;

/** The options of the JVMs under load. */
final class ServerJvm {
    static final List<String> OPTIONS = List.of("-Xms64m", "-Xmx1g", "--enable-native-access=ALL-UNNAMED");

    private ServerJvm() {}
}

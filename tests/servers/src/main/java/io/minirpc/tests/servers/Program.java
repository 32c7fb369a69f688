package io.minirpc.tests.servers;

import io.minirpc.localservers.ServerBinary;
import java.nio.file.Path;

/** Programs that only tests run. Each is looked for when it is first asked for. Thread-safe. */
public enum Program {
    /** Brings the schema of Compose files along. */
    DOCKER_COMPOSE("docker-compose", "docker-compose"),
    NGINX("nginx", "nginx"),
    PROMETHEUS("prometheus", "prometheus"),
    PROMTOOL("promtool", "prometheus");

    @SuppressWarnings("ImmutableEnumChecker") // thread-safe, and searches once
    private final ServerBinary binary;

    Program(String name, String debianPackage) {
        binary = new ServerBinary(name, debianPackage);
    }

    ServerBinary binary() {
        return binary;
    }

    /** Returns its file; throws IllegalStateException if it cannot be had. */
    public Path file() {
        return binary.require();
    }
}

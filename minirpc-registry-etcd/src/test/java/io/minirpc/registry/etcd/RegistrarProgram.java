package io.minirpc.registry.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.minirpc.discovery.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A process that announces an endpoint until its input ends. */
final class RegistrarProgram {
    private RegistrarProgram() {}

    public static void main(String[] args) throws Exception {
        try (EtcdRegistry registry = EtcdRegistry.builder().url(args[0]).build()) {
            registry.register("Arith", Endpoint.parse(args[1]), Duration.ofSeconds(2))
                    .get(20, TimeUnit.SECONDS);
            System.out.println("announced");
            while (System.in.read() >= 0) {
                // until who started it ends, or says so
            }
        }
    }

    /** Starts it, and waits until the endpoint is announced. */
    static Process start(String url, String address) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RegistrarProgram.class.getName(),
                        url,
                        address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!"announced".equals(process.inputReader(UTF_8).readLine())) {
            process.destroyForcibly();
            throw new IOException("the process announced nothing");
        }
        return process;
    }
}

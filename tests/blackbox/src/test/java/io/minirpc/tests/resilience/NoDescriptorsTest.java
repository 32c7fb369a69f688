package io.minirpc.tests.resilience;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minirpc.client.RpcClient;
import io.minirpc.localservers.Signals;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that may open no more files, in a process of its own. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class NoDescriptorsTest {
    private static final int LIMIT = 150;

    @ParameterizedTest
    @ValueSource(strings = {"", "nio"})
    void serverWithoutDescriptorsSaysSoOnceAndAcceptsAgainWhenItHasSome(String transport, @TempDir Path folder)
            throws Exception {
        Path log = folder.resolve("log");
        Process process = start(log, transport);
        try {
            int port = Integer.parseInt(process.inputReader(UTF_8).readLine());
            List<Socket> sockets = new ArrayList<>();
            try {
                for (int i = 0; i < LIMIT; i++) {
                    sockets.add(new Socket(InetAddress.getLoopbackAddress(), port)); // the system takes them
                }
                await().until(() -> lines(log, "cannot accept connections").size() == 1);
            } finally {
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
            assertAnswers(port);
            assertThat(lines(log, "cannot accept connections"))
                    .singleElement()
                    .asString()
                    .contains("Too many open files", "ulimit -n", "maxConnections");
            assertThat(lines(log, "tail of the pipeline")).isEmpty();
        } finally {
            Signals.kill(process);
        }
    }

    private static void assertAnswers(int port) {
        try (RpcClient client = RpcClient.builder()
                .address("127.0.0.1", port)
                .callTimeout(Duration.ofSeconds(1))
                .build()) {
            Work work = new WorkStub(client);
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> work.echo("here").equals("here"));
        }
    }

    /** Starts a server with few descriptors; bash sets the limit, which the JVM cannot raise. */
    private static Process start(Path log, String transport) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -n " + LIMIT + " && exec \"$0\" \"$@\""));
        command.addAll(
                transport.isEmpty()
                        ? ServerProcess.command()
                        : ServerProcess.command("-Dio.minirpc.transport=" + transport));
        command.add("-Dorg.slf4j.simpleLogger.log.io.minirpc.server=warn"); // off in the tests' own settings
        command.addAll(List.of("-cp", classPath(), ServerProgram.class.getName(), "0", "16", "16"));
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    /** Returns what a server needs: each jar more of the tests' class path would be an open file. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.endsWith(".jar") || entry.matches(".*/(minirpc|netty|slf4j|jackson-core)-[^/]*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<String> lines(Path log, String text) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains(text))
                .toList();
    }
}

package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A server's process and its folder, which has its data and what it prints. Closing it leaves neither; the end of the
 * JVM closes those that are left.
 */
final class ServerProcess implements AutoCloseable {
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();
    private static final int LINES_OF_A_FAILURE = 15;

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(ServerProcess::close), "minirpc-local-servers-shutdown"));
    }

    private final Path folder;
    private @Nullable Process process;

    ServerProcess(String name) throws IOException {
        folder = Files.createTempDirectory("minirpc-" + name + "-");
        RUNNING.add(this);
    }

    Path folder() {
        return folder;
    }

    synchronized void start(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Ends the process without a word, if it still runs, and waits until it is gone. */
    synchronized void kill() {
        if (process == null) {
            return;
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Sends a signal, such as "STOP". */
    synchronized void signal(String signal) throws IOException {
        if (process == null || !process.isAlive()) {
            throw new IOException("SIG" + signal + ": the server does not run");
        }
        Signals.send(process, signal);
    }

    /** Returns the end of what the server has printed. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(output(), UTF_8);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    @Override
    public void close() {
        kill();
        RUNNING.remove(this);
        Folders.delete(folder);
    }
}

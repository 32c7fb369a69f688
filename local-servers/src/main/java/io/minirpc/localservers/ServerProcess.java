package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process and its folder, which has its data and what it prints. Closing it leaves neither; the end of the JVM closes
 * those that are left. Thread-safe.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Set<ServerProcess> RUNNING = ConcurrentHashMap.newKeySet();
    private static final int LINES_OF_A_FAILURE = 15;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ServerProcess::closeAll, "minirpc-local-servers-shutdown"));
    }

    private static volatile boolean jvmEnds;

    private final Path folder;
    private @Nullable Process process;
    private boolean closed;

    /** Creates the folder; nothing is started. */
    public ServerProcess(String name) throws IOException {
        folder = Files.createTempDirectory("minirpc-" + name + "-");
        RUNNING.add(this);
    }

    private static void closeAll() {
        jvmEnds = true; // what starts from now on fails, what started before is seen below
        RUNNING.forEach(ServerProcess::close);
    }

    /** Returns the folder, in which the process also starts. */
    public Path folder() {
        return folder;
    }

    /** Starts a command, after what was started before has ended; an IOException says that this is closed. */
    public synchronized void start(ProcessBuilder command) throws IOException {
        if (closed || jvmEnds) {
            throw new IOException("closed: " + folder);
        }
        process = command.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
                .start();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Returns the number of the process, which runs or has run; 0 before the first start. */
    public synchronized long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Ends the process as kill -9 does, if it still runs, and waits until it is gone. */
    public synchronized void kill() {
        if (process != null) {
            Signals.kill(process);
        }
    }

    /**
     * Waits for the end of the process.
     *
     * @return its exit code
     * @throws IOException if it does not end in time
     */
    public int awaitExit(Duration timeout) throws IOException {
        Process awaited = started();
        try {
            if (!awaited.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "still running after " + timeout.toSeconds() + " s; its last words:\n" + lastWords());
            }
            return awaited.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process ended", e);
        }
    }

    private synchronized Process started() throws IOException {
        if (process == null) {
            throw new IOException("not started: " + folder);
        }
        return process;
    }

    /** Sends a signal, such as "STOP". */
    public synchronized void signal(String signal) throws IOException {
        if (process == null || !process.isAlive()) {
            throw new IOException("SIG" + signal + ": the process does not run");
        }
        Signals.send(process, signal);
    }

    /** Returns the end of what was printed. */
    public String lastWords() throws IOException {
        List<String> lines =
                new String(Files.readAllBytes(output()), UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_OF_A_FAILURE), lines.size()));
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    @Override
    public synchronized void close() {
        closed = true;
        kill();
        RUNNING.remove(this);
        Folders.delete(folder);
    }
}

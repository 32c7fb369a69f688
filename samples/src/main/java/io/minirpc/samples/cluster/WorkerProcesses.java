package io.minirpc.samples.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The servers' processes. None outlives {@link #close} or this program. Thread-safe. */
final class WorkerProcesses implements AutoCloseable {
    private final String etcd;
    private final Map<WorkerSpec, Process> processes = new ConcurrentHashMap<>();

    WorkerProcesses(String etcd) {
        this.etcd = etcd;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-workers")); // on Ctrl-C
    }

    /** Starts a server, which takes a second or so to be there. */
    void start(WorkerSpec worker) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", // starts in half the time
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WorkerServer.class.getName(),
                        etcd,
                        worker.name(),
                        Integer.toString(worker.weight()))
                .redirectError(Redirect.INHERIT)
                .start();
        processes.put(worker, process);
    }

    /** Waits until a server is there. */
    void awaitStarted(WorkerSpec worker) throws IOException {
        if (process(worker).inputReader(StandardCharsets.UTF_8).readLine() == null) {
            throw new IOException("server " + worker.name() + " has ended before it listened");
        }
    }

    /** Does what kill -9 does. */
    void kill(WorkerSpec worker) {
        process(worker).destroyForcibly();
    }

    /** Asks a server to end: SIGTERM. */
    void stop(WorkerSpec worker) {
        process(worker).destroy();
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        processes.values().forEach(process -> process.onExit().join());
    }

    private Process process(WorkerSpec worker) {
        Process process = processes.get(worker);
        if (process == null) {
            throw new IllegalArgumentException(
                    "worker: " + worker + " (expected: one of those started, " + processes.keySet() + ")");
        }
        return process;
    }
}

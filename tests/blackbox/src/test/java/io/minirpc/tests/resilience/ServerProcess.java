package io.minirpc.tests.resilience;

import io.minirpc.localservers.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed or frozen. Closing it kills what still runs. */
public final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null) {
            throw new IOException("the server did not start");
        }
        port = Integer.parseInt(line);
    }

    /** Starts a server of {@link Work} with the usual limits. */
    static ServerProcess start() throws IOException {
        return start(0, 128, 128);
    }

    /**
     * Starts a server of {@link Work}.
     *
     * @param port 0 for any
     * @param executing how many calls of one connection may run
     * @param queued how many may wait
     */
    static ServerProcess start(int port, int executing, int queued, String... jvmArguments) throws IOException {
        return start(
                ServerProgram.class,
                List.of(Integer.toString(port), Integer.toString(executing), Integer.toString(queued)),
                jvmArguments);
    }

    /** Starts a program that serves until its input ends, and prints its port when it does. */
    public static ServerProcess start(Class<?> program, List<String> arguments, String... jvmArguments)
            throws IOException {
        List<String> command = command(jvmArguments);
        command.add(program.getName());
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Returns the start of a command that runs a class of the tests, without the class. */
    static List<String> command(String... jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    /** Returns the port it listens on. */
    public int port() {
        return port;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process without a word, as kill -9 does. */
    public void kill() throws Exception {
        Signals.send(process, "KILL");
    }

    /** Asks the process to end, as kill does. */
    public void terminate() throws Exception {
        Signals.send(process, "TERM");
    }

    /** Waits for the end of the process. */
    public void awaitEnd() throws InterruptedException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the server is still there");
        }
    }

    /** Stops the process where it is, until it is thawed. */
    public void freeze() throws Exception {
        Signals.send(process, "STOP");
    }

    /** Lets it go on. */
    public void thaw() throws Exception {
        Signals.send(process, "CONT");
    }

    @Override
    public void close() {
        Signals.kill(process);
    }
}

package io.minirpc.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sample in a process of its own, as ./run starts it. Closing it kills what still runs. */
public final class Program implements AutoCloseable {
    private static final int SECONDS = 30;

    private final Process process;
    private final BufferedReader out;
    private final Path err;

    private Program(Process process, Path err) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.err = err;
    }

    /** Starts a class, named from this package on. */
    public static Program start(String mainClass, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // starts in half the time
                "-cp",
                System.getProperty("java.class.path"),
                "io.minirpc.samples." + mainClass));
        command.addAll(List.of(arguments));
        try {
            Path err = Files.createTempFile("sample", ".err");
            return new Program(
                    new ProcessBuilder(command).redirectError(err.toFile()).start(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next line of the standard output; null at its end. */
    public String line() {
        try {
            return out.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a server says where it listens, which is the first that it says. */
    public String listening() {
        String line = line();
        if (line == null || !line.startsWith("LISTENING ")) {
            throw new AssertionError("seen: " + line + " (expected: LISTENING host:port); errors: " + errors());
        }
        return line.substring("LISTENING ".length());
    }

    /** Waits for the rest of the standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Waits for the end. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + SECONDS + " s");
        }
        return process.exitValue();
    }

    /** Returns what was written to standard error; complete after the end. */
    public String errors() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Returns the processes that it has started, and those that these have. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.delete(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.minirpc.tests.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Programs of this machine that are run to their end. Thread-safe. */
final class Command {
    private Command() {}

    /**
     * Runs a program without input.
     *
     * @throws IOException if it is not there or fails; says what it printed
     */
    static void run(String... command) throws IOException {
        run(List.of(command), "");
    }

    /**
     * Runs a program, and hands it its standard input.
     *
     * @throws IOException if it is not there or fails; says what it printed
     */
    static void run(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        if (codeOf(process) != 0) {
            throw new IOException(command.get(0) + ": " + output.replace('\n', ' '));
        }
    }

    private static int codeOf(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + process.info().command() + " ran", e);
        }
    }
}

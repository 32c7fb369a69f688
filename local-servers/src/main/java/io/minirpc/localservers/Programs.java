package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine: where they are, and short runs of them. Thread-safe. */
final class Programs {
    private static final long TIMEOUT_SECONDS = 120;

    private Programs() {}

    /** Returns the folders of the PATH. */
    static Stream<Path> path() {
        String path = System.getenv("PATH");
        return path == null
                ? Stream.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of);
    }

    static boolean isOnPath(String program) {
        return path().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Runs a command in a folder, to which its output goes. */
    static void run(Path folder, String... command) throws IOException, UnavailableException {
        run(folder, new ProcessBuilder(command));
    }

    /**
     * Runs a command in a folder, to which its output goes.
     *
     * @return what it printed
     * @throws UnavailableException if it fails or takes longer than 120 s
     */
    static String run(Path folder, ProcessBuilder command) throws IOException, UnavailableException {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        command.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        int code = await(command.start(), command.command().get(0));
        String printed = new String(Files.readAllBytes(output), UTF_8);
        if (code != 0) {
            throw new UnavailableException(String.join(" ", command.command()) + " failed: " + lastLine(printed), null);
        }
        return printed;
    }

    private static int await(Process process, String name) throws UnavailableException {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnavailableException(name + " took longer than " + TIMEOUT_SECONDS + " s", null);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(name + " was interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String lastLine(String printed) {
        List<String> lines = printed.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1);
    }
}

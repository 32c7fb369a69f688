package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A package of Debian or its kin, unpacked into a cache folder. It appears there as a whole or not at all, so builds
 * that unpack it at the same time don't disturb each other.
 */
final class DebianPackage {
    private static final long TIMEOUT_SECONDS = 120;

    private final String name;
    private final Path cached;

    DebianPackage(String name) {
        this.name = name;
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        cached = cacheFolder().resolve(name + "-" + architecture);
    }

    /** Finds a program of the package. */
    Path find(String program) throws UnavailableException {
        try {
            if (!Files.isDirectory(cached)) {
                download();
            }
            try (Stream<Path> files = Files.walk(cached)) {
                return files.filter(file ->
                                file.endsWith(Path.of("bin", program)) || file.endsWith(Path.of("sbin", program)))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new UnavailableException(cached + " has no " + program, null));
            }
        } catch (IOException e) {
            throw new UnavailableException(name + " could not be unpacked: " + e, e);
        }
    }

    private void download() throws IOException, UnavailableException {
        if (!isOnPath("apt-get") || !isOnPath("dpkg-deb")) {
            throw new UnavailableException("there is no apt-get to fetch it with", null);
        }
        System.err.println("Fetching the Debian package " + name + "; it is unpacked, not installed");
        Files.createDirectories(cached.getParent());
        Path work = Files.createTempDirectory(cached.getParent(), "unpacking-");
        try {
            fetch(work);
            Path root = Files.createDirectory(work.resolve("root"));
            run(work, "dpkg-deb", "-x", deb(work).toString(), root.toString());
            moveIntoPlace(root);
        } finally {
            Folders.delete(work);
        }
    }

    private void fetch(Path folder) throws IOException, UnavailableException {
        try {
            aptGet(folder, "download", name);
        } catch (UnavailableException e) {
            if (!"root".equals(System.getProperty("user.name"))) {
                throw e;
            }
            aptGet(folder, "update"); // a fresh machine has no lists, an old one those of packages long gone
            aptGet(folder, "download", name);
        }
    }

    private void aptGet(Path folder, String... arguments) throws IOException, UnavailableException {
        String[] start = {"apt-get", "-q", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"};
        run(folder, Stream.of(start, arguments).flatMap(Stream::of).toArray(String[]::new));
    }

    private static Path deb(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get left no package in " + folder));
        }
    }

    private void moveIntoPlace(Path root) throws IOException {
        try {
            Files.move(root, cached, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(cached)) { // else another build was faster
                throw e;
            }
        }
    }

    private static void run(Path folder, String... command) throws IOException, UnavailableException {
        Path output = Files.createTempFile(folder, "output-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnavailableException(command[0] + " took longer than " + TIMEOUT_SECONDS + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(command[0] + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new UnavailableException(String.join(" ", command) + " failed: " + lastLine(output), null);
        }
    }

    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output, UTF_8);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
    }

    private static Path cacheFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("minirpc").resolve("servers");
    }
}

package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A program's packages of Debian or its kin, with the libraries it needs, unpacked into one folder of the cache. They
 * appear there as a whole or not at all, so builds that unpack them at the same time don't disturb each other.
 */
final class DebianPackages {
    /** Where libraries lie below the folder; {@code *} stands for the architecture, as in x86_64-linux-gnu. */
    private static final List<String> LIBRARIES = List.of("usr/lib/*-linux-*", "lib/*-linux-*", "usr/lib", "lib");

    private final List<String> names;
    private final Path folder;

    /** @param names the packages, that of the program first */
    DebianPackages(List<String> names) {
        this.names = names;
        folder = CacheFolder.of(names.size() == 1 ? names.get(0) : names.get(0) + "-" + fingerprint(names));
    }

    /** Another list of libraries is another folder, also for an older version of this program. */
    private static String fingerprint(List<String> names) {
        return String.format(Locale.ROOT, "%08x", String.join(" ", names).hashCode());
    }

    /** Finds a program of the packages, which are unpacked if need be. */
    Path find(String program) throws UnavailableException {
        try {
            CacheFolder.fill(folder, this::unpack);
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(file ->
                                file.endsWith(Path.of("bin", program)) || file.endsWith(Path.of("sbin", program)))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new UnavailableException(folder + " has no " + program, null));
            }
        } catch (IOException e) {
            throw new UnavailableException(names.get(0) + " could not be unpacked: " + e, e);
        }
    }

    /** Returns the folders with the libraries of the packages; empty if there are none. */
    List<Path> libraries() throws UnavailableException {
        if (names.size() == 1) {
            return List.of(); // a program that comes alone needs only what every system has
        }
        try {
            return existing();
        } catch (IOException e) {
            throw new UnavailableException(folder + " could not be read: " + e, e);
        }
    }

    private List<Path> existing() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(Files::isDirectory)
                    .filter(file -> LIBRARIES.stream()
                            .anyMatch(glob -> file.getFileSystem()
                                    .getPathMatcher("glob:" + glob)
                                    .matches(folder.relativize(file))))
                    .sorted()
                    .toList();
        }
    }

    private void unpack(Path work, Path root) throws IOException, UnavailableException {
        if (!Programs.isOnPath("apt-get") || !Programs.isOnPath("dpkg-deb")) {
            throw new UnavailableException("there is no apt-get to fetch it with", null);
        }
        System.err.println(
                "Fetching the Debian packages " + String.join(", ", names) + "; they are unpacked, not" + " installed");
        fetch(work);
        for (Path deb : debs(work)) {
            Programs.run(work, "dpkg-deb", "-x", deb.toString(), root.toString());
        }
    }

    private void fetch(Path work) throws IOException, UnavailableException {
        try {
            download(work);
        } catch (UnavailableException e) {
            if (!Programs.isRoot()) {
                throw e;
            }
            aptGet(work, Stream.of("update")); // a fresh machine has no lists, an old one those of packages long gone
            download(work);
        }
    }

    private void download(Path work) throws IOException, UnavailableException {
        aptGet(work, Stream.concat(Stream.of("download"), names.stream()));
    }

    private static void aptGet(Path work, Stream<String> arguments) throws IOException, UnavailableException {
        Stream<String> start =
                Stream.of("apt-get", "-q", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1");
        Programs.run(work, Stream.concat(start, arguments).toArray(String[]::new));
    }

    private List<Path> debs(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            List<Path> debs =
                    files.filter(file -> file.toString().endsWith(".deb")).toList();
            if (debs.size() < names.size()) {
                throw new IOException("apt-get left " + debs.size() + " packages (expected: " + names + ")");
            }
            return debs;
        }
    }
}

package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The data of a MariaDB that never ran, made once for each version and then copied. Thread-safe. */
final class MariaDbData {
    private static final Pattern VERSION = Pattern.compile("Ver ([0-9A-Za-z.+~-]+)");

    private MariaDbData() {}

    /** Fills a folder, which is made if it is missing. */
    static void copyTo(Path target) throws IOException {
        Path template = template();
        try (Stream<Path> files = Files.walk(template)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(template.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static Path template() throws IOException {
        Path work = Files.createTempDirectory("minirpc-mariadb-");
        try {
            Path template = CacheFolder.of("mariadb-data-" + version(work));
            CacheFolder.fill(template, MariaDbData::install);
            return template;
        } catch (UnavailableException e) {
            throw new IOException("no data for MariaDB: " + e.getMessage(), e);
        } finally {
            Folders.delete(work);
        }
    }

    private static String version(Path work) throws IOException, UnavailableException {
        ServerBinary mariadbd = MariaDbServer.BINARY;
        String printed = Programs.run(work, mariadbd.command(List.of("--no-defaults", "--version")));
        Matcher version = VERSION.matcher(printed);
        if (!version.find()) {
            throw new UnavailableException("mariadbd --version prints no version: " + printed, null);
        }
        return version.group(1);
    }

    private static void install(Path work, Path root) throws IOException, UnavailableException {
        List<String> arguments = new ArrayList<>(commonArguments());
        arguments.addAll(List.of("--datadir=" + root, "--auth-root-authentication-method=normal", "--skip-test-db"));
        Programs.run(work, MariaDbServer.BINARY.companion("mariadb-install-db", arguments));
    }

    /** Returns the arguments that decide what the files look like and where the program finds its own. */
    static List<String> commonArguments() {
        List<String> arguments = new ArrayList<>(List.of("--no-defaults", "--innodb-log-file-size=32M"));
        ServerBinary mariadbd = MariaDbServer.BINARY;
        if (mariadbd.isUnpacked()) {
            arguments.add("--basedir=" + mariadbd.require().resolve("../..").normalize());
        }
        if (Programs.isRoot()) {
            arguments.add("--user=root");
        }
        return arguments;
    }
}

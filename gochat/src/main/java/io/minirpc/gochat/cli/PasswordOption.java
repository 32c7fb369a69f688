package io.minirpc.gochat.cli;

import io.minirpc.gochat.text.Plain;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from. Never the command line, which others can see. */
final class PasswordOption {
    private static final int MAX_BYTES = 4_096;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "A file whose first line is the password. Default: asks for it, or reads a line of the standard"
                            + " input where that is no terminal.")
    private @Nullable Path file;

    @SuppressWarnings("SystemConsoleNull") // newer JDKs have a console that reads the standard input where it is a pipe
    String read(InputStream in, String name) throws IOException {
        if (file != null) {
            try (InputStream from = Files.newInputStream(file)) {
                return firstLine(from);
            }
        }
        Console console = System.console();
        if (console == null || in != System.in) {
            return firstLine(in);
        }
        char[] typed = console.readPassword("Password of %s: ", Plain.text(name));
        if (typed == null) {
            throw missing();
        }
        return new String(typed);
    }

    private static String firstLine(InputStream in) throws IOException {
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw missing();
        }
        return line;
    }

    private static CliException missing() {
        return new CliException(
                CliException.MISUSED,
                "USAGE",
                "no password (expected: typed, in --password-file or on standard input)");
    }
}

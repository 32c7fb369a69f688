package io.minirpc.localservers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program of a server, looked for once in each JVM: where a setting says, on the PATH, in the usual places, and at
 * last in the Debian package, which is unpacked into a cache folder and not installed. Thread-safe.
 */
public final class ServerBinary {
    private static final List<Path> USUAL_PLACES = Stream.of(
                    "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin")
            .map(Path::of)
            .toList();

    private final String name;
    private final String debianPackage;
    private @Nullable Path found;
    private @Nullable String reason;

    /**
     * Creates a search, which begins with the first question.
     *
     * @param name the name of the program
     * @param debianPackage the package that has it
     */
    ServerBinary(String name, String debianPackage) {
        this.name = name;
        this.debianPackage = debianPackage;
    }

    /** Returns the name of the program. */
    public String name() {
        return name;
    }

    /** Returns why the program cannot be had, and what helps; null if it is there. */
    public synchronized @Nullable String whyNot() {
        if (found == null && reason == null) {
            search();
        }
        return reason;
    }

    /** Returns the program; throws IllegalStateException if it cannot be had. */
    public synchronized Path require() {
        String why = whyNot();
        if (found == null) {
            throw new IllegalStateException(name + " cannot be had: " + why);
        }
        return found;
    }

    private void search() {
        String setting = setting();
        if (setting != null) {
            found = Path.of(setting);
            if (!Files.isExecutable(found)) { // whoever names one does not want another
                throw new IllegalStateException(
                        property() + ": " + setting + " (expected: an executable file, that of " + name + ")");
            }
            return;
        }
        found = Stream.concat(path(), USUAL_PLACES.stream())
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null) {
            unpack();
        }
    }

    private void unpack() {
        try {
            found = new DebianPackage(debianPackage).find(name);
        } catch (UnavailableException e) {
            reason = "it is neither on the PATH nor in the usual places, and " + e.getMessage() + " (remedy: install "
                    + name + ", or name it by -D" + property() + "=FILE or " + variable() + "=FILE)";
        }
    }

    private @Nullable String setting() {
        String property = System.getProperty(property(), "");
        if (!property.isEmpty()) {
            return property;
        }
        String variable = System.getenv(variable());
        return variable == null || variable.isEmpty() ? null : variable;
    }

    private String property() {
        return name + ".binary";
    }

    private String variable() {
        return "MINIRPC_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Stream<Path> path() {
        String path = System.getenv("PATH");
        return path == null
                ? Stream.empty()
                : Stream.of(path.split(File.pathSeparator))
                        .filter(p -> !p.isEmpty())
                        .map(Path::of);
    }
}

package io.minirpc.localservers;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The program of a server, looked for once in each JVM: where a setting says, on the PATH, in the usual places, and at
 * last in Debian packages, which are unpacked into a cache folder and not installed. Thread-safe.
 */
public final class ServerBinary {
    private static final List<Path> USUAL_PLACES = Stream.of(
                    "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/opt/homebrew/bin")
            .map(Path::of)
            .toList();

    private final String name;
    private final DebianPackages packages;
    private @Nullable Path found;
    private @Nullable String reason;
    private List<Path> libraries = List.of();
    private boolean unpacked;

    /**
     * Creates a search, which begins with the first question.
     *
     * @param name the name of the program
     * @param packages the Debian packages that have it and its libraries, its own first
     */
    public ServerBinary(String name, String... packages) {
        this.name = name;
        this.packages = new DebianPackages(List.of(packages));
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

    /** Returns the command that starts the program. */
    ProcessBuilder command(List<String> arguments) {
        return command(require(), arguments);
    }

    /** Returns the command that starts a program that comes with this one. */
    ProcessBuilder companion(String program, List<String> arguments) throws UnavailableException {
        return command(companion(program), arguments);
    }

    private ProcessBuilder command(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(variables());
        return builder;
    }

    private synchronized Map<String, String> variables() {
        require();
        if (libraries.isEmpty()) {
            return Map.of();
        }
        String own = libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String inherited = System.getenv("LD_LIBRARY_PATH");
        boolean alone = inherited == null || inherited.isEmpty();
        return Map.of("LD_LIBRARY_PATH", alone ? own : own + File.pathSeparator + inherited);
    }

    private synchronized Path companion(String program) throws UnavailableException {
        Path main = require();
        if (unpacked) {
            return packages.find(program);
        }
        return Stream.concat(Stream.of(main.resolveSibling("")), folders())
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new UnavailableException("there is no " + program + " beside " + main, null));
    }

    /** Returns whether the program is one that was unpacked, and so not where it was built for. */
    synchronized boolean isUnpacked() {
        require();
        return unpacked;
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
        found = folders()
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
            Path program = packages.find(name);
            libraries = packages.libraries();
            unpacked = true;
            found = program;
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

    private static Stream<Path> folders() {
        return Stream.concat(Programs.path(), USUAL_PLACES.stream());
    }
}

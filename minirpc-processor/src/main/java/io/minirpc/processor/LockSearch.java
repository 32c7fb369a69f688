package io.minirpc.processor;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The search for the lock of the module that is being compiled. */
final class LockSearch {
    /** The name of the file, and of the option that says where it is. */
    static final String NAME = "minirpc.lock";

    /** The value of the option for modules that want no lock. */
    static final String NONE = "none";

    /** The files by which the root of a module is known, above which the lock of another one would lie. */
    private static final List<String> ROOTS = List.of(
            "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts", ".git", ".hg");

    private LockSearch() {}

    /**
     * Returns the lock that the option names.
     *
     * @throws IllegalArgumentException if the option does not name a file by an absolute path
     */
    static Path named(String option) {
        Path path;
        try {
            path = Path.of(option);
        } catch (InvalidPathException e) {
            throw unusable(option, "no path: " + e.getMessage());
        }
        if (!path.isAbsolute()) {
            throw unusable(
                    option,
                    "a relative path, which depends on the folder that the compiler runs in, here "
                            + Path.of("").toAbsolutePath());
        }
        if (!Files.isRegularFile(path)) {
            throw unusable(option, "no file");
        }
        return path;
    }

    private static IllegalArgumentException unusable(String option, String reason) {
        return new IllegalArgumentException("-A" + NAME + "=" + option + " is " + reason
                + " (expected: the absolute path of a minirpc.lock, or none); correct the option, or leave it out to have"
                + " the lock found above the class output");
    }

    /** Returns the nearest lock above the class output, up to the root of the module; null where there is none. */
    static @Nullable Path above(Path classes) {
        for (Path folder = classes.toAbsolutePath().normalize(); folder != null; folder = folder.getParent()) {
            Path lock = folder.resolve(NAME);
            if (Files.isRegularFile(lock)) {
                return lock;
            }
            if (ROOTS.stream().map(folder::resolve).anyMatch(Files::exists)) {
                return null;
            }
        }
        return null;
    }

    /** Returns whether a class output is that of tests, by the habits of Maven and Gradle. */
    static boolean isOfTests(Path classes) {
        Path name = classes.getFileName();
        return name != null && List.of("test-classes", "test").contains(name.toString());
    }
}

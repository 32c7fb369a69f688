package io.minirpc.samples.hello;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Finds what the annotation processor has written for this package. */
final class GeneratedSources {
    private static final String FOLDER = "generated-sources/annotations";

    private GeneratedSources() {}

    /** Returns the folder of the generated sources, seen from the repository's root where there is one. */
    static String describe() {
        Path folder = folder();
        if (folder == null) {
            return "look for " + FOLDER + " in what built this program";
        }
        Path root = root(folder);
        return root == null ? folder.toString() : root.relativize(folder).toString();
    }

    /**
     * Maven puts them beside the classes, wherever it was told to build; null where the program was built otherwise.
     */
    private static @Nullable Path folder() {
        CodeSource source = GeneratedSources.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            return null;
        }
        Path classes = Path.of(URI.create(source.getLocation().toString()));
        Path folder = classes.resolveSibling(FOLDER).resolve(packageFolder());
        return Files.isDirectory(folder) ? folder : null;
    }

    private static String packageFolder() {
        return GeneratedSources.class.getPackageName().replace('.', '/');
    }

    private static @Nullable Path root(Path inside) {
        for (Path folder = inside; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        return null;
    }
}

package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Folders that are made once for all builds of a user. Each appears as a whole or not at all. Thread-safe. */
final class CacheFolder {
    private CacheFolder() {}

    /** Makes the content of a folder. */
    @FunctionalInterface
    interface Maker {
        /**
         * Fills the folder.
         *
         * @param work a folder for what is not kept
         * @param root the folder, empty
         */
        void fill(Path work, Path root) throws IOException, UnavailableException;
    }

    /** Returns where a folder is, or will be, on machines of this architecture. */
    static Path of(String name) {
        String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return cache().resolve(name + "-" + architecture);
    }

    /** Makes a folder of the cache unless it is there. */
    static void fill(Path folder, Maker maker) throws IOException, UnavailableException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.getParent());
        Path work = Files.createTempDirectory(folder.getParent(), "unpacking-");
        try {
            Path root = Files.createDirectory(work.resolve("root"));
            maker.fill(work, root);
            moveIntoPlace(root, folder);
        } finally {
            Folders.delete(work);
        }
    }

    private static void moveIntoPlace(Path root, Path folder) throws IOException {
        try {
            Files.move(root, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) { // else another build was faster
                throw e;
            }
        }
    }

    private static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return folder.resolve("minirpc").resolve("servers");
    }
}

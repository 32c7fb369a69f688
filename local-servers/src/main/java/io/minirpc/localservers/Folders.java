package io.minirpc.localservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes folders with all that is in them. */
final class Folders {
    private Folders() {}

    /** Deletes a folder, if it is there; what vanishes meanwhile is fine. */
    static void delete(Path folder) {
        deleteContent(folder);
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what is in a folder, which may be one that cannot be deleted itself, such as a mounted one. */
    static void deleteContent(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (NoSuchFileException e) {
            deleteContent(folder); // a process that ended took away its file just now
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

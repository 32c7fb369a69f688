package io.minirpc.processor.lock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A lock on the disk. It is replaced as a whole, and only where its content changes. */
final class LockStore {
    private final Path path;

    LockStore(Path path) {
        this.path = path;
    }

    boolean exists() {
        return Files.exists(path);
    }

    LockFile read() throws IOException, LockException {
        return LockReader.read(path);
    }

    /** Returns the text with the line breaks that a lock is written with, whatever those of the checkout are. */
    String text() throws IOException {
        return Files.readString(path).replace("\r\n", "\n");
    }

    /** Writes the lock and returns true, or leaves the file untouched where it has that content already. */
    boolean write(LockFile lock) throws IOException {
        String text = LockWriter.write(lock);
        if (exists() && text().equals(text)) {
            return false;
        }
        Path absolute = path.toAbsolutePath();
        Path folder = absolute.getParent();
        Path temporary = Files.createTempFile(folder == null ? absolute.getRoot() : folder, ".minirpc", ".lock");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return true;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

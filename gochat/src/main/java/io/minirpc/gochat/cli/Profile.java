package io.minirpc.gochat.cli;

import io.minirpc.codec.CodecException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A session in a file that only its owner may read. Thread-safe; processes that share it take turns, since each refresh
 * replaces the token.
 */
final class Profile {
    private static final ReentrantLock THREADS = new ReentrantLock(); // a file's lock is that of the process
    private static final int MAX_BYTES = 64 << 10;

    private final Path folder;
    private final String name;

    Profile(Path folder, String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")) {
            throw new CliException(
                    CliException.MISUSED,
                    "USAGE",
                    "--profile: '" + name + "' (expected: 1 to 64 of A-Z a-z 0-9 . _ -, not beginning with a dot)");
        }
        this.folder = folder;
        this.name = name;
    }

    private Path file() {
        return folder.resolve(name + ".json");
    }

    /** Returns the session; fails if there is none. */
    SavedSession load() throws IOException {
        try {
            if (Files.size(file()) > MAX_BYTES) {
                throw new CliException(CliException.REFUSED, "PROFILE", file() + " is no session; delete it");
            }
            return SavedSessionCodec.INSTANCE.fromJson(Files.readString(file()));
        } catch (NoSuchFileException e) {
            throw new CliException(
                    CliException.REFUSED, "UNAUTHENTICATED", "not logged in; first: gochat-cli login NAME");
        } catch (CodecException e) {
            throw new CliException(
                    CliException.REFUSED,
                    "PROFILE",
                    file() + " cannot be read (" + e.getMessage() + "); delete it and log in again");
        }
    }

    void save(SavedSession session) throws IOException {
        Files.createDirectories(folder, ownerOnly("rwx------"));
        Path fresh = Files.createTempFile(folder, name, ".tmp", ownerOnly("rw-------"));
        try {
            Files.write(fresh, SavedSessionCodec.INSTANCE.toJson(session).getBytes(StandardCharsets.UTF_8));
            Files.move(fresh, file(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file());
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Runs something while no other process does so with this profile. */
    <T> T locked(Callable<T> call) throws Exception {
        THREADS.lock();
        try {
            Files.createDirectories(folder, ownerOnly("rwx------"));
            try (FileChannel channel = FileChannel.open(
                    folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                FileLock lock = channel.lock(); // ends with the channel
                T result = call.call();
                lock.release();
                return result;
            }
        } finally {
            THREADS.unlock();
        }
    }
}

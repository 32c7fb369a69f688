package io.minirpc.tests.servers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A disk of a test's own, in memory (tmpfs), which the test can fill. What it holds is gone with it. Needs root. Not
 * thread-safe.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK_BYTES = 4_096;

    /** The time in which processes that were told to end close their files. */
    private static final Duration IN_USE = Duration.ofSeconds(10);

    private final Path folder;
    private final Path filler;

    private SmallDisk(Path folder) {
        this.folder = folder;
        filler = folder.resolve("filler");
    }

    /**
     * Mounts a disk; skips the test where that is not possible.
     *
     * @param folder an empty one
     * @param size such as {@code 24m} or {@code 1g}
     */
    public static SmallDisk mount(Path folder, String size) {
        try {
            Command.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
        } catch (IOException e) {
            assumeTrue(false, "a disk of its own needs root and mount, so this is skipped: " + e.getMessage());
        }
        return new SmallDisk(folder);
    }

    /** Returns a file or folder of the disk. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /**
     * Fills the disk to its last block.
     *
     * @throws IOException if anything but a full disk ends that
     */
    public void fill() throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Frees what {@link #fill} has taken. */
    public void free() throws IOException {
        Files.delete(filler);
    }

    /**
     * Unmounts the disk, once the processes on it have ended.
     *
     * @throws FileSystemException if one still has files open after 10 s; the disk then goes with the last of them
     */
    @Override
    public void close() throws IOException {
        try {
            await().pollDelay(Duration.ZERO).atMost(IN_USE).ignoreExceptions().until(this::unmount);
        } catch (ConditionTimeoutException e) {
            Command.run("umount", "--lazy", folder.toString());
            FileSystemException inUse = new FileSystemException(folder.toString(), null, "in use by a process");
            inUse.initCause(e);
            throw inUse;
        }
    }

    private boolean unmount() throws IOException {
        Command.run("umount", folder.toString());
        return true;
    }
}

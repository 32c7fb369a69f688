package io.minirpc.localservers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Free ports of the loopback address. They are below those that systems give to outgoing connections, and each is given
 * to one JVM of this user until that JVM ends, so that a port stays free until its server listens, and while it is
 * restarted. Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 15_000;
    private static final int LAST = 31_999;
    private static final int TRIES = 1_000;

    /** The byte at the position of a port is locked by the JVM that has the port; the file is empty. */
    private static final Path FILE =
            Path.of(System.getProperty("java.io.tmpdir"), "minirpc-ports-" + System.getProperty("user.name"));

    /** A lock that nobody refers to is forgotten by this JVM. */
    private static final List<FileLock> HELD = new ArrayList<>();

    private static @Nullable FileChannel channel;

    private FreePorts() {}

    /** Returns a free port that no other JVM is given; an IOException says that there is none. */
    public static synchronized int next() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            FileLock lock = lock(port);
            if (lock != null && isFree(port)) {
                HELD.add(lock);
                return port;
            }
            if (lock != null) {
                lock.release();
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }

    /** Returns null if this JVM or another one has the port. */
    private static @Nullable FileLock lock(int port) throws IOException {
        try {
            return channel().tryLock(port, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Stays open: closing any channel of a file gives up all locks that the process has on it. */
    private static FileChannel channel() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            opened = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = opened;
        }
        return opened;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

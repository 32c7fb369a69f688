package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server of its own: a process on the loopback address or in another place, with a temporary folder for its data,
 * neither of which outlives {@link #close} or the JVM. Not thread-safe.
 */
public abstract sealed class LocalServer implements AutoCloseable permits EtcdServer, MariaDbServer, RedisServer {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 10;

    private final ServerBinary binary;
    private final Place place;
    private final ServerProcess process;

    LocalServer(ServerBinary binary, Place place) throws IOException {
        this.binary = binary;
        this.place = place;
        process = new ServerProcess(binary.name());
    }

    /** Returns where clients find it. */
    public abstract String url();

    /** Returns the port of {@link #url}. */
    public abstract int port();

    /** Ends the process as kill -9 does, and waits until it is gone. */
    public final void kill() {
        process.kill();
    }

    /** Freezes the process: connections stay and can still be made, but nothing is answered (SIGSTOP). */
    public final void stop() throws IOException {
        process.signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public final void cont() throws IOException {
        process.signal("CONT");
    }

    /** Starts the process again on the same ports with the data it had on disk, after killing it if need be. */
    public final void restart() throws IOException {
        process.kill();
        launch();
    }

    /** Starts the process again on the same ports with nothing in it, after killing it if need be. */
    public final void restartEmpty() throws IOException {
        process.kill();
        resetData();
        launch();
        afterNewStart();
    }

    @Override
    public final void close() {
        process.close();
    }

    /** Starts a server for the first time; closes it if that fails. */
    static <S extends LocalServer> S started(S server) throws IOException {
        try {
            ((LocalServer) server).firstStart();
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private void firstStart() throws IOException {
        resetData();
        launch();
        afterNewStart();
    }

    private void launch() throws IOException {
        ProcessBuilder command = binary.command(arguments());
        process.start(command.command(place.command(command.command())));
        awaitReady();
    }

    private void awaitReady() throws IOException {
        long start = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(
                        binary.name() + " ended while it started; its last words:\n" + process.lastWords());
            }
            if (System.nanoTime() - start > START_TIMEOUT.toNanos()) {
                throw new IOException(binary.name() + " does not answer " + START_TIMEOUT.toSeconds()
                        + " s after its start; its last words:\n" + process.lastWords());
            }
            pause();
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + binary.name() + " started", e);
        }
    }

    final ServerBinary binary() {
        return binary;
    }

    final Place place() {
        return place;
    }

    /** Returns the address that it listens on. */
    final String host() {
        return place.host();
    }

    /** Returns the folder of the process, which is deleted with it. */
    final Path folder() {
        return process.folder();
    }

    /** Returns the number of the process, which runs or has run. */
    final long pid() {
        return process.pid();
    }

    /** Makes the data on disk those of a server that never ran. */
    abstract void resetData() throws IOException;

    abstract List<String> arguments();

    /** Returns whether the process, and no other on its port, answers. */
    abstract boolean isReady();

    /** Sets up a server that has started with no data. */
    void afterNewStart() throws IOException {}
}

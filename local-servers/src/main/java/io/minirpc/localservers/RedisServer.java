package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Redis of its own, which keeps nothing on disk: {@link #restart} finds it empty. Not thread-safe. */
public final class RedisServer extends LocalServer {
    /** The program. */
    public static final ServerBinary BINARY =
            new ServerBinary("redis-server", "redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1");

    private final int port = FreePorts.next();

    private RedisServer(Place place) throws IOException {
        super(BINARY, place);
    }

    /** Starts a Redis that anybody may use, and waits until it answers; an IOException says what it printed last. */
    public static RedisServer start() throws IOException {
        return start(Place.LOOPBACK);
    }

    /** Starts a Redis in a place, and waits until it answers; an IOException says what it printed last. */
    public static RedisServer start(Place place) throws IOException {
        return started(new RedisServer(place));
    }

    /** Returns where clients find it, such as {@code redis://127.0.0.1:21379}. */
    @Override
    public String url() {
        return "redis://" + host() + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    /**
     * Runs a command on a connection of its own, such as {@code command("CLIENT", "KILL", "TYPE", "pubsub")}.
     *
     * @return the reply as redis-cli prints it: a text, a number, or an element a line; empty for nil
     * @throws IOException if Redis answers with an error, or not within 5 s
     */
    public String command(String... words) throws IOException {
        try (RespConnection connection = new RespConnection(host(), port)) {
            return connection.command(words);
        }
    }

    @Override
    void resetData() throws IOException {
        Folders.delete(data());
        Files.createDirectory(data());
    }

    @Override
    List<String> arguments() {
        return List.of(
                "--port",
                Integer.toString(port),
                "--bind",
                host(),
                "--protected-mode",
                place().isLoopback() ? "yes" : "no",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                data().toString());
    }

    @Override
    boolean isReady() {
        try {
            return command("INFO", "server").contains("process_id:" + pid() + "\r\n");
        } catch (IOException e) {
            return false;
        }
    }

    private Path data() {
        return folder().resolve("data");
    }
}

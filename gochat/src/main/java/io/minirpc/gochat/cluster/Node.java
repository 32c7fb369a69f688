package io.minirpc.gochat.cluster;

import io.minirpc.localservers.FreePorts;
import io.minirpc.localservers.Place;
import io.minirpc.localservers.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A gochat process: a gateway or a service. Thread-safe. */
public final class Node implements Part, AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;
    private static final int MAX_STARTS = 3;
    private static final long POLL_MILLIS = 50;

    /** Five or more JVMs start at the same time: what starts fast is better than what runs fast later. */
    private static final List<String> JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final String main;
    private final List<String> flags;
    private final Place place;
    private final String token;
    private final int port = FreePorts.next();
    private final ServerProcess process;

    /**
     * Creates a node, which is not started.
     *
     * @param main the main class, in the class path of this JVM
     * @param flags its settings but for address and port of HTTP, and the token
     * @param token the secret that gateways and services share
     */
    Node(String name, String main, List<String> flags, Place place, String token) throws IOException {
        this.name = name;
        this.main = main;
        this.flags = List.copyOf(flags);
        this.place = place;
        this.token = token;
        process = new ServerProcess("gochat-" + name.replace(' ', '-'));
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns the address of HTTP, and of the WebSocket of a gateway. */
    @Override
    public String address() {
        return "http://" + place.host() + ":" + port + "/";
    }

    /** Returns the end of what it printed. */
    public String lastWords() throws IOException {
        return process.lastWords();
    }

    /** Starts the process and does not wait. */
    void launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(flags);
        command.addAll(List.of("--host", place.host(), "--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(place.command(command));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GOCHAT_"));
        builder.environment().put("GOCHAT_RPC_TOKEN", token);
        process.start(builder);
    }

    /** The process starts in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it answers that it is ready; starts it again, as a supervisor does, where it ends before. */
    public void awaitReady() throws IOException {
        long start = System.nanoTime();
        int starts = 1;
        while (!isReady()) {
            if (!process.isAlive()) {
                if (starts == MAX_STARTS) {
                    throw new IOException(name + " ended while it started; its last words:\n" + lastWords());
                }
                starts++;
                launch();
            }
            if (System.nanoTime() - start > START_TIMEOUT.toNanos()) {
                throw new IOException(name + " is not ready " + START_TIMEOUT.toSeconds()
                        + " s after its start; its last words:\n" + lastWords());
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(address()).resolve("health/ready").toURL().openConnection();
            connection.setConnectTimeout(ANSWER_TIMEOUT_MILLIS);
            connection.setReadTimeout(ANSWER_TIMEOUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name + " started", e);
        }
    }

    /** Returns the number of the process, which runs or has run; 0 before the first start. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.kill();
    }

    /** Asks the process to end (SIGTERM), and does not wait. */
    public void terminate() throws IOException {
        process.signal("TERM");
    }

    @Override
    public void stop() throws IOException {
        process.signal("STOP");
    }

    @Override
    public void cont() throws IOException {
        process.signal("CONT");
    }

    @Override
    public void restart() throws IOException {
        process.kill();
        launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }
}

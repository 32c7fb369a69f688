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
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A gochat process: a gateway, a service, or both. It keeps its port over restarts. Neither the process nor its folder
 * outlives {@link #close} or the JVM. Thread-safe.
 */
public final class Node implements Part, AutoCloseable {
    static final String MAIN = "io.minirpc.gochat.Gochat";
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(90);
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;
    private static final long POLL_MILLIS = 50;

    /** Five or more JVMs start at the same time: what starts fast is better than what runs fast later. */
    static final List<String> JVM =
            List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private final Builder settings;
    private final int port = FreePorts.next();
    private final ServerProcess process;

    private Node(Builder settings) throws IOException {
        this.settings = settings;
        process = new ServerProcess("gochat-" + settings.name.replace(' ', '-'));
    }

    /**
     * Begins a node.
     *
     * @param name what people call it, such as "gateway 2"
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public String name() {
        return settings.name;
    }

    /** Returns the address of HTTP, and of the WebSocket of a gateway. */
    @Override
    public String address() {
        return "http://" + settings.place.host() + ":" + port + "/";
    }

    /** Returns {@link #address} as a URI. */
    public URI url() {
        return URI.create(address());
    }

    /** Returns the end of what it printed. */
    public String lastWords() throws IOException {
        return process.lastWords();
    }

    /** Starts the process, and does not wait. */
    void launch() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.jvm);
        command.addAll(List.of("-cp", classPath(), settings.main));
        command.addAll(settings.flags);
        command.addAll(List.of("--host", settings.place.host(), "--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(settings.place.command(command));
        builder.environment().keySet().removeIf(variable -> variable.startsWith("GOCHAT_"));
        builder.environment().putAll(settings.environment);
        process.start(builder);
    }

    /** The process starts in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Waits until it answers that it is ready; an IOException has what it printed last. */
    void awaitReady() throws IOException {
        long start = System.nanoTime();
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(name() + " ended while it started; its last words:\n" + lastWords());
            }
            if (System.nanoTime() - start > START_TIMEOUT.toNanos()) {
                throw new IOException(name() + " is not ready " + START_TIMEOUT.toSeconds()
                        + " s after its start; its last words:\n" + lastWords());
            }
            pause();
        }
    }

    private boolean isReady() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) url().resolve("health/ready").toURL().openConnection();
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
            throw new IOException("interrupted while " + name() + " started", e);
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

    /** Waits for the end of the process, and returns its exit code; an IOException says that it runs after 90 s. */
    public int awaitExit() throws IOException {
        return process.awaitExit(EXIT_TIMEOUT);
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

    /**
     * Replaces the process as an update does: asks it to end, waits until it has drained, starts it again, and waits
     * until it is ready. An IOException says that it did not exit with 0, or is not ready.
     */
    public void drainAndRestart() throws IOException {
        terminate();
        int code = awaitExit();
        if (code != 0) {
            throw new IOException(name() + " exited with " + code + "; its last words:\n" + lastWords());
        }
        launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }

    /** Builds a node. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<String> flags = new ArrayList<>();
        private String main = MAIN;
        private Map<String, String> environment = Map.of();
        private Place place = Place.LOOPBACK;
        private List<String> jvm = JVM;
        private FolderSetup setup = folder -> {};

        private Builder(String name) {
            this.name = name;
        }

        private Builder(Builder other) {
            name = other.name;
            flags.addAll(other.flags);
            main = other.main;
            environment = other.environment;
            place = other.place;
            jvm = other.jvm;
            setup = other.setup;
        }

        /** Sets the options of the JVM. Default: those of a JVM that starts fast and stays small. */
        public Builder jvm(List<String> options) {
            jvm = List.copyOf(options);
            return this;
        }

        /**
         * Sets what is done once in the folder of the process, before its first start; relative paths among the flags
         * begin there. Default: nothing.
         */
        public Builder setup(FolderSetup setup) {
            this.setup = setup;
            return this;
        }

        /** Sets the main class, which is in the class path of this JVM. Default: gochat's. */
        public Builder main(String type) {
            main = type;
            return this;
        }

        /** Adds flags. Address and port of HTTP are not among them: the node chooses them. */
        public Builder flags(List<String> more) {
            flags.addAll(more);
            return this;
        }

        /** Adds flags. Address and port of HTTP are not among them: the node chooses them. */
        public Builder flags(String... more) {
            return flags(List.of(more));
        }

        /** Sets variables beside those that this JVM has. Default: none. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** Sets the place of the process; it listens on the address of it. Default: the loopback address. */
        public Builder place(Place where) {
            place = where;
            return this;
        }

        /** Creates the node, which is not started. */
        Node build() throws IOException {
            Node node = new Node(new Builder(this));
            try {
                setup.prepare(node.process.folder());
                return node;
            } catch (IOException | RuntimeException e) {
                node.close();
                throw e;
            }
        }

        /** Starts the process, and does not wait. */
        public Node launch() throws IOException {
            return begun(Node::launch);
        }

        /** Starts the process, and waits until it is ready; an IOException has what it printed last. */
        public Node start() throws IOException {
            return begun(node -> {
                node.launch();
                node.awaitReady();
            });
        }

        private Node begun(Beginning beginning) throws IOException {
            Node node = build();
            try {
                beginning.begin(node);
                return node;
            } catch (IOException | RuntimeException e) {
                node.close();
                throw e;
            }
        }
    }

    /** Prepares the folder of a process before its first start. */
    @FunctionalInterface
    public interface FolderSetup {
        void prepare(Path folder) throws IOException;
    }

    @FunctionalInterface
    private interface Beginning {
        void begin(Node node) throws IOException;
    }
}

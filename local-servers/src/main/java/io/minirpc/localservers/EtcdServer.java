package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An etcd of its own: a process on the loopback address, with a temporary folder for its data, neither of which
 * outlives {@link #close} or the JVM. Not thread-safe.
 */
public final class EtcdServer implements AutoCloseable {
    /** The program. */
    public static final ServerBinary BINARY = new ServerBinary("etcd", "etcd-server");

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final Options options;
    private final ServerProcess process;
    private int port;
    private int peerPort;
    private int controlPort;
    private EtcdControl control;

    private EtcdServer(Options options) throws IOException {
        this.options = options;
        process = new ServerProcess("etcd");
        control = choosePorts();
        try {
            firstStart();
        } catch (IOException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    /** Starts an etcd that anybody may use, and waits until it answers. */
    public static EtcdServer start() throws IOException {
        return builder().start();
    }

    /** Begins an etcd with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns where clients find it, such as {@code http://127.0.0.1:21379}. */
    public String url() {
        return options.certificate() == null ? "http://127.0.0.1:" + port : "https://127.0.0.1:" + port;
    }

    /** Returns the port of {@link #url}. */
    public int port() {
        return port;
    }

    /** Returns hands that look into it and change it, without the code under test. */
    public EtcdControl control() {
        return control;
    }

    /** Ends the process as kill -9 does, and waits until it is gone. */
    public void kill() {
        process.kill();
    }

    /** Freezes the process: connections stay and can still be made, but nothing is answered (SIGSTOP). */
    public void stop() throws IOException {
        process.signal("STOP");
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void cont() throws IOException {
        process.signal("CONT");
    }

    /** Starts the process again on the same ports with the data it had, after killing it if need be. */
    public void restart() throws IOException {
        process.kill();
        launch();
        control.awaitHealth(START_TIMEOUT, process);
    }

    /** Starts the process again on the same ports with nothing in it. */
    public void restartEmpty() throws IOException {
        process.kill();
        Folders.delete(data());
        launch();
        control.awaitHealth(START_TIMEOUT, process);
        enableUser();
    }

    @Override
    public void close() {
        process.close();
    }

    private void firstStart() throws IOException {
        for (int attempt = 1; ; attempt++) {
            launch();
            try {
                control.awaitHealth(START_TIMEOUT, process);
                enableUser();
                return;
            } catch (IOException e) { // most likely another process took one of the ports
                process.kill();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                Folders.delete(data());
                control = choosePorts();
            }
        }
    }

    private EtcdControl choosePorts() throws IOException {
        port = FreePorts.next();
        peerPort = FreePorts.next();
        controlPort = options.certificate() == null ? port : FreePorts.next();
        return new EtcdControl("http://127.0.0.1:" + controlPort, options.user(), options.password());
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                BINARY.require().toString(),
                "--data-dir",
                data().toString(),
                "--listen-client-urls",
                controlPort == port ? url() : url() + ",http://127.0.0.1:" + controlPort,
                "--advertise-client-urls",
                url(),
                "--listen-peer-urls",
                "http://127.0.0.1:" + peerPort,
                "--initial-advertise-peer-urls",
                "http://127.0.0.1:" + peerPort,
                "--initial-cluster",
                "default=http://127.0.0.1:" + peerPort,
                "--unsafe-no-fsync"));
        if (options.certificate() != null && options.key() != null) {
            command.addAll(List.of("--cert-file", options.certificate().toString()));
            command.addAll(List.of("--key-file", options.key().toString()));
        }
        if (options.clientAuthority() != null) {
            command.addAll(List.of(
                    "--client-cert-auth",
                    "--trusted-ca-file",
                    options.clientAuthority().toString()));
        }
        process.start(command);
    }

    private void enableUser() throws IOException {
        if (options.user() != null) {
            control.enableUser();
        }
    }

    private Path data() {
        return process.folder().resolve("data");
    }

    /** The settings, copied from the builder so that it can be reused. */
    private record Options(
            @Nullable String user,
            @Nullable String password,
            @Nullable Path certificate,
            @Nullable Path key,
            @Nullable Path clientAuthority) {}

    /** Builds an etcd. Not thread-safe. */
    public static final class Builder {
        private @Nullable String user;
        private @Nullable String password;
        private @Nullable Path certificate;
        private @Nullable Path key;
        private @Nullable Path clientAuthority;

        private Builder() {}

        /** Has it ask for a password: that of the user "root", who may do everything. */
        public Builder password(String password) {
            this.user = "root";
            this.password = password;
            return this;
        }

        /** Has it speak TLS with a certificate for 127.0.0.1. Both files are PEM. */
        public Builder tls(Path certificate, Path key) {
            this.certificate = certificate;
            this.key = key;
            return this;
        }

        /** Has it ask for certificates by an authority. */
        public Builder clientCertificates(Path authority) {
            this.clientAuthority = authority;
            return this;
        }

        /** Starts it and waits until it answers; an IOException says what it printed last. */
        public EtcdServer start() throws IOException {
            return new EtcdServer(new Options(user, password, certificate, key, clientAuthority));
        }
    }
}

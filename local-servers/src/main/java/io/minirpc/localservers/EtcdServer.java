package io.minirpc.localservers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An etcd of its own. Not thread-safe. */
public final class EtcdServer extends LocalServer {
    /** The program. */
    public static final ServerBinary BINARY = new ServerBinary("etcd", "etcd-server");

    private final Options options;
    private final int port = FreePorts.next();
    private final int peerPort = FreePorts.next();
    private final int controlPort;
    private final EtcdControl control;

    private EtcdServer(Options options) throws IOException {
        super(BINARY, options.place());
        this.options = options;
        controlPort = options.certificate() == null ? port : FreePorts.next();
        control = new EtcdControl("http://" + host() + ":" + controlPort, options.user(), options.password());
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
    @Override
    public String url() {
        return (options.certificate() == null ? "http://" : "https://") + host() + ":" + port;
    }

    @Override
    public int port() {
        return port;
    }

    /** Returns hands that look into it and change it, without the code under test. */
    public EtcdControl control() {
        return control;
    }

    @Override
    void resetData() {
        Folders.delete(data());
    }

    @Override
    boolean isReady() {
        return control.isHealthy();
    }

    @Override
    void afterNewStart() throws IOException {
        if (options.user() != null) {
            control.enableUser();
        }
    }

    @Override
    List<String> arguments() {
        String peer = "http://" + host() + ":" + peerPort;
        List<String> arguments = new ArrayList<>(List.of(
                "--data-dir",
                data().toString(),
                "--listen-client-urls",
                controlPort == port ? url() : url() + ",http://" + host() + ":" + controlPort,
                "--advertise-client-urls",
                url(),
                "--listen-peer-urls",
                peer,
                "--initial-advertise-peer-urls",
                peer,
                "--initial-cluster",
                "default=" + peer,
                "--unsafe-no-fsync"));
        if (options.certificate() != null && options.key() != null) {
            arguments.addAll(List.of("--cert-file", options.certificate().toString()));
            arguments.addAll(List.of("--key-file", options.key().toString()));
        }
        if (options.clientAuthority() != null) {
            arguments.addAll(List.of(
                    "--client-cert-auth",
                    "--trusted-ca-file",
                    options.clientAuthority().toString()));
        }
        return arguments;
    }

    private Path data() {
        return folder().resolve("data");
    }

    /** The settings, copied from the builder so that it can be reused. */
    private record Options(
            Place place,
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
        private Place place = Place.LOOPBACK;

        private Builder() {}

        /** Sets where it runs. Default: the loopback address. */
        public Builder place(Place place) {
            this.place = place;
            return this;
        }

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
            return started(new EtcdServer(new Options(place, user, password, certificate, key, clientAuthority)));
        }
    }
}

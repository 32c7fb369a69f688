package io.minirpc.localservers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A MariaDB of its own with an empty database {@code gochat}, which root uses without a password. A commit survives the
 * end of the process, but no power cut: it does not wait for the disk. Not thread-safe.
 */
public final class MariaDbServer extends LocalServer {
    /** The program. */
    public static final ServerBinary BINARY = new ServerBinary(
            "mariadbd", "mariadb-server-core", "mariadb-client-core", "liburing2", "libaio1", "libnuma1");

    private static final String DATABASE = "gochat";
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int GREETING = 10;

    private final List<String> options;
    private final Path data;
    private final int port = FreePorts.next();

    private MariaDbServer(Place place, @Nullable Path data, List<String> options) throws IOException {
        super(BINARY, place);
        this.data = data == null ? folder().resolve("data") : data.toAbsolutePath();
        this.options = options;
    }

    /** Starts a MariaDB, and waits until it answers; an IOException says what it printed last. */
    public static MariaDbServer start() throws IOException {
        return builder().start();
    }

    /** Begins a MariaDB with other settings. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns where clients find it and its database, such as {@code mysql://root@127.0.0.1:23306/gochat}. */
    @Override
    public String url() {
        return "mysql://root@" + host() + ":" + port + "/" + DATABASE;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    void resetData() throws IOException {
        Folders.deleteContent(data);
        MariaDbData.copyTo(data);
        Files.writeString(initFile(), initialStatements());
    }

    /** Beyond loopback root comes from other addresses. */
    private String initialStatements() {
        String database = "CREATE DATABASE IF NOT EXISTS " + DATABASE + ";\n";
        return place().isLoopback()
                ? database
                : database + "CREATE USER IF NOT EXISTS root@'%';\nGRANT ALL ON *.* TO root@'%';\n";
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(MariaDbData.commonArguments());
        arguments.addAll(List.of(
                "--datadir=" + data,
                "--port=" + port,
                "--bind-address=" + host(),
                "--socket=" + folder().resolve("s"),
                "--pid-file=" + pidFile(),
                "--init-file=" + initFile(),
                "--skip-name-resolve",
                "--skip-log-bin",
                "--innodb-buffer-pool-load-at-startup=0",
                "--innodb-buffer-pool-dump-at-shutdown=0",
                "--innodb-flush-method=nosync"));
        arguments.addAll(options);
        return arguments;
    }

    /** A greeting alone may be that of another server on the port. */
    @Override
    boolean isReady() {
        return isPidWritten() && greets();
    }

    private boolean isPidWritten() {
        try {
            return Files.readString(pidFile()).strip().equals(Long.toString(pid()));
        } catch (IOException e) {
            return false;
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host(), port), TIMEOUT_MILLIS);
            InputStream in = socket.getInputStream();
            byte[] start = in.readNBytes(5); // length, number, version of the protocol
            return start.length == 5 && start[4] == GREETING;
        } catch (IOException e) {
            return false;
        }
    }

    private Path pidFile() {
        return folder().resolve("pid");
    }

    private Path initFile() {
        return folder().resolve("init.sql");
    }

    /** Builds a MariaDB. Not thread-safe. */
    public static final class Builder {
        private Place place = Place.LOOPBACK;
        private @Nullable Path data;
        private final List<String> options = new ArrayList<>();

        private Builder() {}

        /** Sets where it runs. Default: the loopback address. */
        public Builder place(Place place) {
            this.place = place;
            return this;
        }

        /** Has it keep its data in a folder, which it empties first and leaves behind. Default: a temporary one. */
        public Builder data(Path folder) {
            this.data = folder;
            return this;
        }

        /** Adds an option of mariadbd, such as {@code --character-set-server=latin1}. */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        /** Starts it and waits until it answers; an IOException says what it printed last. */
        public MariaDbServer start() throws IOException {
            return started(new MariaDbServer(place, data, List.copyOf(options)));
        }
    }
}

package io.minirpc.gochat.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The address of a database on a MariaDB or MySQL server. Its text never has the password.
 *
 * @param host a name or an address; IPv6 in brackets
 * @param tls whether connections are encrypted, and the server's certificate and name verified
 * @param authority the file with the authority of that certificate, as PEM; null for those that Java trusts
 */
record ServerUrl(
        String host,
        int port,
        String database,
        String user,
        String password,
        boolean tls,
        @Nullable Path authority) {
    private static final int DEFAULT_PORT = 3306;
    private static final Set<String> SCHEMES = Set.of("mysql", "mariadb");
    private static final String EXPECTED = "mysql://USER:PASSWORD@HOST:PORT/DATABASE, with ?tls=verify or"
            + " ?tls=verify&ca=FILE for TLS;"
            + " in names and passwords anything but letters and digits as %XX";

    /**
     * Reads {@code mysql://USER:PASSWORD@HOST:PORT/DATABASE} or {@code mariadb://…}, with {@code ?tls=verify} for TLS
     * and {@code &ca=FILE} for an authority of one's own.
     *
     * @throws IllegalArgumentException with what is wrong, and without the text, which may have a password
     */
    static ServerUrl parse(String text) {
        URI uri = uri(text);
        require("scheme", uri.getScheme() != null && SCHEMES.contains(uri.getScheme()));
        require("host", uri.getHost() != null);
        String[] user = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
        require("user", !user[0].isEmpty());
        String path = uri.getPath() == null ? "" : uri.getPath();
        require("database", path.matches("/[A-Za-z0-9_-]{1,64}"));
        return new ServerUrl(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.substring(1),
                decoded(user[0]),
                user.length == 1 ? "" : decoded(user[1]),
                uri.getRawQuery() != null,
                authority(uri.getRawQuery()));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not an address: " + e.getReason() + " (expected: " + EXPECTED + ")");
        }
    }

    private static @Nullable Path authority(@Nullable String query) {
        if (query == null) {
            return null;
        }
        require("query", query.matches("tls=verify(&ca=[A-Za-z0-9/._-]+)?"));
        return query.contains("ca=") ? Path.of(query.substring(query.indexOf("ca=") + 3)) : null;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void require(String part, boolean taken) {
        if (!taken) {
            throw new IllegalArgumentException("its " + part + " is missing or wrong (expected: " + EXPECTED + ")");
        }
    }

    String jdbcUrl() {
        return "jdbc:mariadb://" + host + ":" + port + "/" + database;
    }

    /** Returns whether what is sent stays on this machine. */
    boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    @Override
    public String toString() {
        return "mysql://" + user + "@" + host + ":" + port + "/" + database;
    }
}

package io.minirpc.localservers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks into an etcd and changes it by its JSON interface: what an operator does, or an implementation that is not
 * ours. Thread-safe.
 */
public final class EtcdControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMEOUT_MILLIS = 5_000;

    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;
    private volatile @Nullable String token;

    /** Creates hands for the etcd at a URL, which say nothing of who they are. */
    public EtcdControl(String url) {
        this(url, null, null);
    }

    EtcdControl(String url, @Nullable String user, @Nullable String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Sets a key that no lease ends. */
    public void put(String key, String value) throws IOException {
        call("kv/put", Map.of("key", base64(key), "value", base64(value)));
    }

    /** Returns a key's value, or null. */
    public @Nullable String get(String key) throws IOException {
        return range(Map.of("key", base64(key))).get(key);
    }

    /** Returns all keys that begin so, with their values. */
    public Map<String, String> list(String prefix) throws IOException {
        return range(Map.of("key", base64(prefix), "range_end", base64(afterAll(prefix))));
    }

    /** Returns the time to live that the lease of a key was granted with, 0 if there is no such key or lease. */
    public int grantedSeconds(String key) throws IOException {
        String lease = call("kv/range", Map.of("key", base64(key)))
                .path("kvs")
                .path(0)
                .path("lease")
                .asText("0");
        return call("lease/timetolive", Map.of("ID", lease)).path("grantedTTL").asInt();
    }

    /** Deletes a key, if it is there. */
    public void delete(String key) throws IOException {
        call("kv/deleterange", Map.of("key", base64(key)));
    }

    /** Deletes all keys that begin so. */
    public void deleteAll(String prefix) throws IOException {
        call("kv/deleterange", Map.of("key", base64(prefix), "range_end", base64(afterAll(prefix))));
    }

    /** Revokes all leases, and returns how many there were. */
    public int revokeLeases() throws IOException {
        int count = 0;
        for (JsonNode lease : call("lease/leases", Map.of()).path("leases")) {
            call("lease/revoke", Map.of("ID", lease.path("ID").asText()));
            count++;
        }
        return count;
    }

    /** Returns how many leases there are. */
    public int leases() throws IOException {
        return call("lease/leases", Map.of()).path("leases").size();
    }

    /** Forgets all history up to now. */
    public void compact() throws IOException {
        String revision = call("kv/range", Map.of("key", base64("\0")))
                .path("header")
                .path("revision")
                .asText();
        call("kv/compaction", Map.of("revision", revision, "physical", true));
    }

    /** Disables authentication, and forgets the tokens. */
    public void disableAuthentication() throws IOException {
        call("auth/disable", Map.of());
        token = null;
    }

    /** Enables authentication, after {@link #disableAuthentication}. */
    public void enableAuthentication() throws IOException {
        call("auth/enable", Map.of());
        logIn();
    }

    void enableUser() throws IOException {
        call("auth/user/add", Map.of("name", user(), "password", String.valueOf(password)));
        call("auth/role/add", Map.of("name", "root"));
        call("auth/user/grant", Map.of("user", user(), "role", "root"));
        enableAuthentication();
    }

    private void logIn() throws IOException {
        token = call("auth/authenticate", Map.of("name", user(), "password", String.valueOf(password)))
                .path("token")
                .asText();
    }

    boolean isHealthy() {
        try {
            HttpURLConnection connection = open("/health");
            try (InputStream in = connection.getInputStream()) {
                return JSON.readTree(in).path("health").asText().equals("true");
            }
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, String> range(Map<String, ?> request) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode entry : call("kv/range", request).path("kvs")) {
            found.put(text(entry.path("key")), text(entry.path("value")));
        }
        return found;
    }

    private JsonNode call(String method, Map<String, ?> request) throws IOException {
        HttpURLConnection connection = open("/v3/" + method);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        if (token != null) {
            connection.setRequestProperty("Authorization", token);
        }
        try (OutputStream out = connection.getOutputStream()) {
            JSON.writeValue(out, request);
        }
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            InputStream error = connection.getErrorStream();
            throw new IOException(
                    "etcd, " + method + ": " + (error == null ? "no answer" : new String(error.readAllBytes(), UTF_8)));
        }
        try (InputStream in = connection.getInputStream()) {
            return JSON.readTree(in);
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection;
    }

    private String user() {
        return String.valueOf(user);
    }

    private static String afterAll(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String text(JsonNode base64) {
        return new String(Base64.getDecoder().decode(base64.asText()), UTF_8);
    }
}

package io.minirpc.discovery;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * An address at which a service can be called. Two endpoints with one {@link #address} are the same server, perhaps
 * with newer settings. Immutable and thread-safe.
 *
 * @param host a host name or IP address, IPv6 without brackets
 * @param port 1 to 65,535
 * @param weight how much traffic the server takes compared with others, {@link #DEFAULT_WEIGHT} by default, at most
 *     {@link #MAX_WEIGHT}; 0 for none while others can take it
 * @param version the version of what runs there, or ""; nothing here depends on it
 * @param metadata what else there is to know, such as a zone; nothing secret
 */
public record Endpoint(String host, int port, int weight, String version, Map<String, String> metadata) {
    /** The weight of an endpoint that does not say any. */
    public static final int DEFAULT_WEIGHT = 10;

    /** The most that an endpoint can weigh. */
    public static final int MAX_WEIGHT = 1_000_000;

    private static final int MAX_HOST_LENGTH = 255;

    /** Creates an endpoint, and throws IllegalArgumentException if a part of it cannot be. */
    public Endpoint {
        requireNonNull(version, "version");
        if (!isHost(host)) {
            throw new IllegalArgumentException(
                    "host: \"" + host + "\" (expected: a host name or IP address, IPv6 without brackets)");
        }
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("port of " + host + ": " + port + " (expected: 1 to 65535)");
        }
        if (weight < 0 || weight > MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight of " + host + ":" + port + ": " + weight + " (expected: 0 to " + MAX_WEIGHT + ")");
        }
        metadata = Map.copyOf(metadata);
    }

    /** Returns an endpoint of {@link #DEFAULT_WEIGHT}. */
    public static Endpoint of(String host, int port) {
        return new Endpoint(host, port, DEFAULT_WEIGHT, "", Map.of());
    }

    /**
     * Returns the endpoint of an address such as {@code 10.0.0.7:9000} or {@code [::1]:9000}.
     *
     * @throws IllegalArgumentException if it is none, with the text seen and what is expected
     */
    public static Endpoint parse(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        int port = port(address.substring(colon + 1));
        if (!isHost(host) || bracketed != host.indexOf(':') >= 0 || port < 0) {
            throw new IllegalArgumentException("address: \"" + address + "\" (expected: host:port or [IPv6]:port)");
        }
        return of(host, port);
    }

    /** Returns host and port as {@link #parse} reads them: what tells servers apart. */
    public String address() {
        return address(host, port);
    }

    /** Returns a host and a port as one text, an IPv6 address in brackets. */
    public static String address(String host, int port) {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Returns this endpoint with another weight. */
    public Endpoint withWeight(int newWeight) {
        return new Endpoint(host, port, newWeight, version, metadata);
    }

    /** Returns this endpoint with another version. */
    public Endpoint withVersion(String newVersion) {
        return new Endpoint(host, port, weight, newVersion, metadata);
    }

    /** Returns this endpoint with other metadata in place of its own. */
    public Endpoint withMetadata(Map<String, String> newMetadata) {
        return new Endpoint(host, port, weight, version, newMetadata);
    }

    /** Refuses what could forge a line of a log: hosts come from registries and end up in messages. */
    private static boolean isHost(String host) {
        return !host.isEmpty()
                && host.length() <= MAX_HOST_LENGTH
                && host.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '[' && c != ']' && c != '/' && c != '"');
    }

    private static int port(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = digits ? Integer.parseInt(text) : -1;
        return port > 0 && port <= 0xffff ? port : -1;
    }
}

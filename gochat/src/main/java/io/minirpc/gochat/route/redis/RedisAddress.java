package io.minirpc.gochat.route.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;

/** The address of Redis, with a text that names no password. */
final class RedisAddress {
    private static final String EXPECTED =
            " (expected: redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE], or rediss:// for TLS)";

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");

    private final RedisURI uri;

    private RedisAddress(RedisURI uri) {
        this.uri = uri;
    }

    /** @throws IllegalArgumentException if it is none; the message names no password */
    static RedisAddress parse(String url, Duration timeout) {
        try {
            URI parsed = new URI(url);
            if (!SCHEMES.contains(String.valueOf(parsed.getScheme())) || parsed.getHost() == null) {
                throw unreadable(url);
            }
            RedisURI uri = RedisURI.create(parsed);
            uri.setTimeout(timeout);
            uri.setClientName("gochat");
            return new RedisAddress(uri);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw unreadable(url); // the exception has the password
        }
    }

    private static IllegalArgumentException unreadable(String url) {
        int at = url.lastIndexOf('@');
        int slashes = url.indexOf("://");
        String shown = at < 0 ? url : (slashes < 0 ? "" : url.substring(0, slashes + 3)) + "***" + url.substring(at);
        return new IllegalArgumentException("redis: \"" + shown + "\"" + EXPECTED);
    }

    RedisURI uri() {
        return uri;
    }

    @Override
    public String toString() {
        return uri.getHost() + ":" + uri.getPort();
    }
}

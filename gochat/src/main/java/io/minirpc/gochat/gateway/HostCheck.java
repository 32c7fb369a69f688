package io.minirpc.gochat.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks Host and Origin, so that pages of other sites reach nothing, neither by a WebSocket nor by a name that leads
 * here. Thread-safe.
 */
final class HostCheck {
    private static final List<String> SCHEMES = List.of("http://", "https://");

    private final String address;
    private final Set<String> origins;
    private final Set<String> hosts;

    HostCheck(GatewaySettings settings) {
        String host = settings.host().toLowerCase(Locale.ROOT);
        address = host.contains(":") ? "[" + host + "]" : host;
        origins = settings.origins().stream()
                .map(origin -> origin.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        hosts = origins.stream().map(HostCheck::authority).collect(Collectors.toUnmodifiableSet());
    }

    private static String authority(String origin) {
        return origin.substring(origin.indexOf("//") + 2);
    }

    /**
     * Returns whether a request is for this server and, where a browser sent it, from one of its pages.
     *
     * @param port the port that the connection came to
     */
    boolean allows(HttpHeaders headers, int port) {
        List<String> host = headers.getAll(HttpHeaderNames.HOST);
        List<String> origin = headers.getAll(HttpHeaderNames.ORIGIN);
        return host.size() == 1
                && allowsHost(host.get(0).toLowerCase(Locale.ROOT), port)
                && origin.size() <= 1
                && (origin.isEmpty() || allowsOrigin(origin.get(0).toLowerCase(Locale.ROOT), port));
    }

    private boolean allowsHost(String host, int port) {
        return hosts.contains(host) || isOwn(host, port);
    }

    private boolean isOwn(String host, int port) {
        return Stream.of("localhost", "127.0.0.1", "[::1]", address)
                .anyMatch(own -> host.equals(own + ":" + port) || (port == 80 && host.equals(own)));
    }

    private boolean allowsOrigin(String origin, int port) {
        return origins.contains(origin)
                || SCHEMES.stream()
                        .anyMatch(
                                scheme -> origin.startsWith(scheme) && isOwn(origin.substring(scheme.length()), port));
    }
}
